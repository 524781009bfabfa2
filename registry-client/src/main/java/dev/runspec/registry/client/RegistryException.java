package dev.runspec.registry.client;

import org.jspecify.annotations.Nullable;

/**
 * A request to the registry that did not succeed. Switch on the class, and for a {@link
 * RegistryRefused} on its code; the message is for people and never holds the API key.
 */
public abstract sealed class RegistryException extends RuntimeException
    permits RegistryAnswerInvalid, RegistryRefused, RegistryUnreachable {

  private static final long serialVersionUID = 1;

  RegistryException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** Whether the same request may well succeed in a moment. */
  public abstract boolean isTransient();
}
