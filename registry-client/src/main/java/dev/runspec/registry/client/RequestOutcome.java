package dev.runspec.registry.client;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How one attempt of one request ended. Nothing in it is secret.
 *
 * @param operation what kind of request it was, one of a few fixed words: {@code register}, {@code
 *     list-tools}, or {@code await-list-tools} where the registry was asked to wait
 * @param address the address that was asked
 * @param attempt the how manieth attempt of this request it was, from 1
 * @param status the HTTP status; empty when no answer came
 * @param failure why it is no good answer; empty when it is one
 * @param duration how long it took
 */
public record RequestOutcome(
    String operation,
    URI address,
    int attempt,
    OptionalInt status,
    Optional<RegistryException> failure,
    Duration duration) {

  /** Whether it was answered well. */
  public boolean isSuccess() {
    return failure.isEmpty();
  }
}
