package dev.runspec.registry.client;

import dev.runspec.registry.client.Reading.Source;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * One wait for what comes after a reading. Whether the registry waited is not believed but seen:
 * one that answers too soon, since it cannot wait or does not want to, is asked again after a
 * pause. Its steps follow one another, and nothing of it but the result is shared.
 */
final class Watch<T> {

  private static final Duration PACE = Duration.ofSeconds(5);
  private static final Duration FOR_EVER = Duration.ofDays(10_000);
  private static final int LONGEST_WAIT = 600;

  private final Source<T> source;
  private final Reading<T> before;
  private final Pacer pacer;
  private final long begin;
  private final Duration atMost;
  private final Steps<Reading<T>> steps;

  Watch(Source<T> source, Reading<T> before, Duration atMost) {
    this.source = source;
    this.before = before;
    this.atMost = atMost.compareTo(FOR_EVER) < 0 ? atMost : FOR_EVER;
    this.pacer = source.caller().line().pacer();
    this.begin = pacer.nanos();
    this.steps = source.caller().steps();
  }

  CompletableFuture<Reading<T>> begin() {
    // Without a tag the registry answers at once and in full, so it is left in peace first.
    steps.begin(before.tag().isPresent() ? this::ask : this::rest);
    return steps.result();
  }

  private void ask() {
    int wanted = seconds();
    long asked = pacer.nanos();
    steps.take(
        source
            .caller()
            .send(
                new ReadingEndpoint<>(source, before, this::seconds),
                source.retry(),
                source.limit()),
        (reading, failure) -> {
          if (reading == null) {
            steps.result().completeExceptionally(failure);
          } else if (!reading.equals(before) || remaining().isZero()) {
            steps.result().complete(reading);
          } else {
            unchanged(wanted, Duration.ofNanos(pacer.nanos() - asked));
          }
        });
  }

  /** A registry that waits does so for up to a sixteenth less than it was asked to. */
  private void unchanged(int wanted, Duration waited) {
    boolean hasWaited = wanted > 0 && waited.toMillis() >= wanted * 875L;
    if (!hasWaited) {
      rest();
    } else if (remaining().compareTo(PACE) < 0) {
      steps.result().complete(before);
    } else {
      ask();
    }
  }

  private void rest() {
    Duration left = remaining();
    Duration pace = Backoff.spread(PACE, 0.8, 1, source.caller().line().random());
    steps.take(
        pacer.after(pace.compareTo(left) < 0 ? pace : left), (nothing, cancellation) -> ask());
  }

  private Duration remaining() {
    Duration left = atMost.minusNanos(pacer.nanos() - begin);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** For how long the registry is asked to wait. */
  private int seconds() {
    return (int) Math.min(LONGEST_WAIT, (remaining().toMillis() + 500) / 1000);
  }
}
