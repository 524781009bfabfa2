package dev.runspec.registry.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * No answer came: no connection, no trust, nothing within the time, or this thread was interrupted
 * while it waited (its interrupt flag is then set again). Whether the registry did what it was
 * asked is not known; every request may be repeated.
 */
public final class RegistryUnreachable extends RegistryException {

  private static final long serialVersionUID = 1;

  private final Unreachability reason;
  private final boolean isTransient;

  RegistryUnreachable(
      String action, String sentence, @Nullable Throwable cause, Unreachability reason) {
    this(action, sentence, cause, reason, reason.isTransient());
  }

  private RegistryUnreachable(
      String action,
      String sentence,
      @Nullable Throwable cause,
      Unreachability reason,
      boolean isTransient) {
    super(action, sentence, cause);
    this.reason = reason;
    this.isTransient = isTransient;
  }

  /** False where waiting does not help: an untrusted certificate, an interrupt, a used-up time. */
  @Override
  public boolean isTransient() {
    return isTransient;
  }

  /** Whether the connection was there and broke. */
  boolean isLost() {
    return reason == Unreachability.LOST;
  }

  @Override
  boolean isOfThisAddress() {
    return reason != Unreachability.INTERRUPTED;
  }

  @Override
  RegistryUnreachable among(List<RegistryException> all, String sentences) {
    return new RegistryUnreachable(
        action(),
        sentences,
        getCause(),
        reason,
        all.stream().anyMatch(RegistryException::isTransient));
  }
}
