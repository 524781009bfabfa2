package dev.runspec.registry.client;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way to an answer: sent to one address after the other, and after a pause once
 * more, until it is answered, the policy is used up, or trying again would not help. Its steps
 * follow one another, and nothing of it but the result is shared.
 */
final class Call<T> {

  private final Endpoint<T> endpoint;
  private final RetryPolicy retry;
  private final Duration limit;
  private final Line line;
  private final Steps<T> steps;
  private final Failures failures = new Failures();
  private final Deque<RegistryAddress> waiting;
  private final Set<RegistryAddress> resent = new HashSet<>();
  private int rounds = 1;
  private int attempts;

  Call(Endpoint<T> endpoint, RetryPolicy retry, Duration limit, Line line, Steps<T> steps) {
    this.endpoint = endpoint;
    this.retry = retry;
    this.limit = limit;
    this.line = line;
    this.steps = steps;
    this.waiting = new ArrayDeque<>(line.addresses().inOrder());
  }

  /** Sends it for the first time; what it comes to. */
  CompletableFuture<T> begin() {
    steps.begin(() -> attempt(waiting.remove()));
    return steps.result();
  }

  private void attempt(RegistryAddress address) {
    int number = ++attempts;
    String operation = endpoint.operation();
    long begin = System.nanoTime();
    OptionalLong asked = endpoint.isRead() ? line.seen().known() : OptionalLong.empty();
    steps.take(
        line.exchange().send(address, endpoint, limit.plus(endpoint.patience()), asked),
        (answer, failure) -> {
          Attempt attempt =
              new Attempt(operation, address, number, Duration.ofNanos(System.nanoTime() - begin));
          if (answer == null) {
            silent(attempt, failure);
          } else {
            line.seen().note(answer, asked);
            answered(attempt, answer);
          }
        });
  }

  private void answered(Attempt attempt, Answer answer) {
    T value;
    try {
      value = line.interpreter().value(endpoint, attempt.address(), answer);
    } catch (RegistryException e) {
      tell(attempt, OptionalInt.of(answer.status()), e);
      if (e instanceof RegistryRefused && !e.isOfThisAddress()) {
        line.addresses().answered(attempt.address());
      }
      failed(attempt.address(), e);
      return;
    }
    tell(attempt, OptionalInt.of(answer.status()), null);
    line.addresses().answered(attempt.address());
    steps.result().complete(value);
  }

  private void silent(Attempt attempt, Throwable cause) {
    RegistryException failure = line.interpreter().silence(endpoint, attempt.address(), cause);
    tell(attempt, OptionalInt.empty(), failure);
    boolean isLost = failure instanceof RegistryUnreachable unreachable && unreachable.isLost();
    // A kept connection that the registry closed meanwhile shows only when it is used.
    if (isLost && resent.add(attempt.address())) {
      attempt(attempt.address());
    } else {
      failed(attempt.address(), failure);
    }
  }

  private void failed(RegistryAddress address, RegistryException failure) {
    failures.note(address, failure);
    if (failure.isOfThisAddress() && !waiting.isEmpty()) {
      attempt(waiting.remove());
      return;
    }
    boolean mayPass = failure.isOfThisAddress() ? failures.mayPass() : failure.isTransient();
    Optional<Duration> pause = mayPass ? pause() : Optional.empty();
    if (pause.isEmpty()) {
      steps.result().completeExceptionally(failures.asOne());
      return;
    }
    steps.take(line.pacer().after(pause.get()), (nothing, cancellation) -> nextRound(pause.get()));
  }

  /** How long to wait before the next round; empty when there is none. */
  private Optional<Duration> pause() {
    Duration asked = failures.shortestWait();
    if (rounds >= retry.attempts() || asked.compareTo(retry.longestDelay()) > 0) {
      return Optional.empty();
    }
    Duration pause = retry.backoff().after(rounds, line.random());
    return Optional.of(asked.compareTo(pause) > 0 ? asked : pause);
  }

  /** Those that failed and may have recovered come before those that were not asked yet. */
  private void nextRound(Duration pause) {
    rounds++;
    resent.clear();
    failures.waited(pause);
    Deque<RegistryAddress> unasked = new ArrayDeque<>(waiting);
    waiting.clear();
    line.addresses().inOrder().stream().filter(failures::isDue).forEach(waiting::add);
    waiting.addAll(unasked);
    attempt(waiting.remove());
  }

  private void tell(Attempt attempt, OptionalInt status, @Nullable RegistryException failure) {
    line.observations()
        .tell(
            new RequestOutcome(
                attempt.operation(),
                attempt.address().base(),
                attempt.number(),
                status,
                Optional.ofNullable(failure),
                attempt.duration()));
  }

  private record Attempt(
      String operation, RegistryAddress address, int number, Duration duration) {}
}
