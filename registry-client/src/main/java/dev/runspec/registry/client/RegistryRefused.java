package dev.runspec.registry.client;

import dev.runspec.registry.ErrorCode;
import dev.runspec.registry.json.InvalidDocument.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The registry answered, and said no. */
public final class RegistryRefused extends RegistryException {

  private static final long serialVersionUID = 1;

  private final transient Refusal refusal;

  RegistryRefused(String message, Refusal refusal) {
    super(message, null);
    this.refusal = refusal;
  }

  /** The HTTP status. */
  public int status() {
    return refusal.status();
  }

  /** Why, in a form to switch on. */
  public ErrorCode code() {
    return refusal.code();
  }

  /** Why, for people. */
  public String detail() {
    return refusal.detail();
  }

  /** What is wrong with what was sent, member by member; empty when it was something else. */
  public List<Fault> faults() {
    return refusal.faults();
  }

  /** How long the registry asks to wait before the next try, if it does. */
  public Optional<Duration> retryAfter() {
    return refusal.retryAfter();
  }

  /** True for 429, 502, 503 and 504. */
  @Override
  public boolean isTransient() {
    return switch (refusal.status()) {
      case 429, 502, 503, 504 -> true;
      default -> false;
    };
  }
}
