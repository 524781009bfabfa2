package dev.runspec.registry.client;

import dev.runspec.registry.json.InvalidDocument;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/** What sends every endpoint: it repeats what may be repeated and names what failed. */
final class Caller implements AutoCloseable {

  private final Exchange exchange;
  private final Redaction redaction;
  private final InstantSource clock;
  private final Pacer pacer;
  private final RandomGenerator random;
  private final SeenRevision seen = new SeenRevision();

  Caller(
      Exchange exchange,
      Redaction redaction,
      InstantSource clock,
      Pacer pacer,
      RandomGenerator random) {
    this.exchange = exchange;
    this.redaction = redaction;
    this.clock = clock;
    this.pacer = pacer;
    this.random = random;
  }

  /**
   * Sends it until it is answered, the policy is used up, or trying again would not help.
   *
   * @param limit how long one attempt may take
   * @throws RegistryException if there is no good answer
   */
  <T> T call(Endpoint<T> endpoint, RetryPolicy retry, Duration limit) {
    for (int failures = 1; ; failures++) {
      try {
        return attempt(endpoint, limit);
      } catch (RegistryException e) {
        Optional<Duration> pause =
            failures < retry.attempts() && e.isTransient()
                ? pause(e, failures, retry)
                : Optional.empty();
        if (pause.isEmpty()) {
          throw e;
        }
        rest(pause.get(), endpoint);
      }
    }
  }

  /** How long to wait before the next attempt; empty when the registry asks for too much. */
  private Optional<Duration> pause(RegistryException failure, int failures, RetryPolicy retry) {
    Duration pause = retry.backoff().after(failures, random);
    Duration asked =
        failure instanceof RegistryRefused refused
            ? refused.retryAfter().orElse(Duration.ZERO)
            : Duration.ZERO;
    if (asked.compareTo(retry.longestDelay()) > 0) {
      return Optional.empty();
    }
    return Optional.of(asked.compareTo(pause) > 0 ? asked : pause);
  }

  private void rest(Duration pause, Endpoint<?> endpoint) {
    try {
      pacer.pause(pause);
    } catch (InterruptedException e) {
      throw interrupted(endpoint, e);
    }
  }

  private <T> T attempt(Endpoint<T> endpoint, Duration limit) {
    Answer answer = answered(endpoint, limit);
    if (!answer.isSuccess()) {
      return refused(endpoint, answer);
    }
    try {
      return endpoint.read(answer.body());
    } catch (InvalidDocument e) {
      throw new RegistryAnswerInvalid(
          tried(endpoint)
              + " answered what no registry answers: "
              + redaction.of(String.valueOf(e.getMessage()))
              + "; is this the address of a registry?",
          null);
    }
  }

  private <T> T refused(Endpoint<T> endpoint, Answer answer) {
    Refusal refusal = Refusal.of(answer, clock).redacted(redaction);
    return endpoint.unless(
        new RegistryRefused(tried(endpoint) + " refused: " + refusal.sentence(), refusal));
  }

  private Answer answered(Endpoint<?> endpoint, Duration limit) {
    OptionalLong asked = endpoint.isRead() ? seen.known() : OptionalLong.empty();
    try {
      Answer answer = sent(endpoint, limit, asked);
      seen.note(answer, asked);
      return answer;
    } catch (BoundedBody.TooLarge e) {
      throw new RegistryAnswerInvalid(
          tried(endpoint) + " answered too much: " + e.getMessage(), null);
    } catch (IOException e) {
      Unreachability reason = Unreachability.of(e);
      throw new RegistryUnreachable(
          tried(endpoint) + " " + redaction.of(reason.sentence(e)), e, reason.isTransient());
    } catch (InterruptedException e) {
      throw interrupted(endpoint, e);
    }
  }

  /**
   * Sends it, and once more at once when the connection broke: a kept connection that the registry
   * closed meanwhile shows only when it is used.
   */
  private Answer sent(Endpoint<?> endpoint, Duration limit, OptionalLong asked)
      throws IOException, InterruptedException {
    try {
      return exchange.send(endpoint, limit, asked);
    } catch (BoundedBody.TooLarge e) {
      throw e;
    } catch (IOException e) {
      if (Unreachability.of(e) != Unreachability.LOST) {
        throw e;
      }
      return exchange.send(endpoint, limit, asked);
    }
  }

  private RegistryUnreachable interrupted(Endpoint<?> endpoint, InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new RegistryUnreachable(
        tried(endpoint) + " was not waited for: this thread was interrupted", cause, false);
  }

  private String tried(Endpoint<?> endpoint) {
    return "tried to " + endpoint.action() + ", but " + exchange.address();
  }

  @Override
  public void close() {
    exchange.close();
  }
}
