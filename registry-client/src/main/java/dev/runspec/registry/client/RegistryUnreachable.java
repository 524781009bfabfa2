package dev.runspec.registry.client;

import org.jspecify.annotations.Nullable;

/**
 * No answer came: no connection, no trust, nothing within the time, or this thread was interrupted
 * while it waited (its interrupt flag is then set again). Whether the registry did what it was
 * asked is not known; every request may be repeated.
 */
public final class RegistryUnreachable extends RegistryException {

  private static final long serialVersionUID = 1;

  private final boolean isTransient;

  RegistryUnreachable(String message, @Nullable Throwable cause, boolean isTransient) {
    super(message, cause);
    this.isTransient = isTransient;
  }

  /** False where waiting does not help: an untrusted certificate, an interrupt, a used-up time. */
  @Override
  public boolean isTransient() {
    return isTransient;
  }
}
