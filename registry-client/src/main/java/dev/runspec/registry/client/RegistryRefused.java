package dev.runspec.registry.client;

import dev.runspec.registry.ErrorCode;
import dev.runspec.registry.json.InvalidDocument.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The registry answered, and said no. */
public final class RegistryRefused extends RegistryException {

  private static final long serialVersionUID = 1;
  private static final int TOO_MANY_REQUESTS = 429;

  private final transient Refusal refusal;

  RegistryRefused(String action, String sentence, Refusal refusal) {
    super(action, sentence, null);
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

  /** A 429 is not: it is this client that is too quick, and its neighbour would say so, too. */
  @Override
  boolean isOfThisAddress() {
    return isTransient() && refusal.status() != TOO_MANY_REQUESTS;
  }

  @Override
  RegistryRefused among(List<RegistryException> all, String sentences) {
    return new RegistryRefused(action(), sentences, refusal);
  }
}
