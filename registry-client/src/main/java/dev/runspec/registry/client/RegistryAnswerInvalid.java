package dev.runspec.registry.client;

import org.jspecify.annotations.Nullable;

/**
 * An answer came and is not one that a registry gives: not the JSON of the protocol, or too large.
 */
public final class RegistryAnswerInvalid extends RegistryException {

  private static final long serialVersionUID = 1;

  RegistryAnswerInvalid(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  public boolean isTransient() {
    return false;
  }
}
