package dev.runspec.registry.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * A result that comes step by step. Whoever ends it before its time, by cancelling it or by a
 * timeout of their own, ends the step that is under way. The steps follow one another; what other
 * threads touch is only the result and which step it is.
 */
@SuppressWarnings("FutureReturnValueIgnored") // What depends on a step tells its end to the result.
final class Steps<T> {

  private final CompletableFuture<T> result = new CompletableFuture<>();
  private volatile Future<?> step = CompletableFuture.completedFuture(null);

  /**
   * @param ended told when they are over
   */
  Steps(Consumer<Steps<?>> ended) {
    result.whenComplete(
        (value, failure) -> {
          step.cancel(true);
          ended.accept(this);
        });
  }

  /** What they lead to. */
  CompletableFuture<T> result() {
    return result;
  }

  /** The first step, on this thread; what it throws becomes the result. */
  void begin(Runnable first) {
    if (result.isDone()) {
      return;
    }
    try {
      first.run();
    } catch (RuntimeException | Error e) {
      result.completeExceptionally(e);
    }
  }

  /** Takes a step, and goes on with its value, or else null and why it failed. */
  <S> void take(CompletableFuture<S> next, BiConsumer<S, Throwable> further) {
    step = next;
    // Either this sees that it is over, or whoever ends it sees this step.
    if (result.isDone()) {
      next.cancel(true);
    }
    next.whenComplete((value, failure) -> begin(() -> further.accept(value, failure)));
  }
}
