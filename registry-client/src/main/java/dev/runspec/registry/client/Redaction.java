package dev.runspec.registry.client;

import org.jspecify.annotations.Nullable;

/**
 * Takes the API key out of texts that came from elsewhere: a registry may echo what it was sent.
 */
final class Redaction {

  private final @Nullable String secret;

  Redaction(@Nullable String secret) {
    this.secret = secret;
  }

  String of(String text) {
    return secret == null ? text : text.replace(secret, "***");
  }

  @Override
  public String toString() {
    return "Redaction";
  }
}
