package dev.runspec.registry.cli.watch;

import dev.runspec.registry.client.Reading;
import dev.runspec.registry.client.RegistryException;
import dev.runspec.registry.client.RegistryRefused;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Shows a list as it changes until nobody looks any more. A registry that is away is tried for
 * ever; one that refuses ends it. Confined to the thread that runs it, but for the queue of
 * answers.
 */
final class WatchLoop<T> {

  /** Short enough to notice a registry that fell silent. */
  private static final Duration WAIT = Duration.ofSeconds(45);

  private static final int LONGEST_PAUSE = 5;

  private final View<T> view;
  private final BlockingQueue<Answer<T>> answers = new LinkedBlockingQueue<>();
  private Reading<List<T>> reading;
  private @Nullable Future<?> waiting;
  private int failures;
  private int ticksToWait;

  WatchLoop(View<T> view, Reading<List<T>> first) {
    this.view = view;
    this.reading = first;
  }

  /** Either what is read, or why it could not be. */
  private record Answer<T>(@Nullable Reading<List<T>> reading, @Nullable Throwable failure) {}

  /** Runs until the view is left or this thread is interrupted. */
  void run() {
    view.show(reading.value());
    ask();
    try {
      while (!view.isLeft()) {
        Answer<T> answer = answers.poll(1, TimeUnit.SECONDS);
        if (answer == null) {
          tick();
        } else {
          take(answer);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (waiting != null) {
        waiting.cancel(true);
      }
    }
  }

  private void ask() {
    // Whether a registry that was away is back is to be seen at once.
    waiting =
        reading
            .nextAsync(failures > 0 ? Duration.ZERO : WAIT)
            .whenComplete((next, failure) -> answers.add(new Answer<>(next, failure)));
  }

  private void tick() {
    view.tick();
    if (ticksToWait > 0 && --ticksToWait == 0) {
      ask();
    }
  }

  private void take(Answer<T> answer) {
    Reading<List<T>> next = answer.reading();
    if (next == null) {
      failed(answer.failure());
      return;
    }
    if (next != reading) {
      reading = next;
      view.show(next.value());
    } else if (failures > 0) {
      view.back();
    }
    failures = 0;
    ask();
  }

  private void failed(@Nullable Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (!(cause instanceof RegistryException away)) {
      throw new IllegalStateException("reading failed in a way that it should not", cause);
    }
    if (away instanceof RegistryRefused && !away.isTransient()) {
      throw away;
    }
    failures++;
    ticksToWait = Math.min(LONGEST_PAUSE, 1 << Math.min(failures - 1, 3));
    view.away(away);
  }
}
