package dev.runspec.registry.client;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

/**
 * What sends every endpoint. Safe for use by many threads: all that it keeps is what is under way.
 */
final class Caller implements AutoCloseable {

  private final Line line;
  private final Set<Steps<?>> underWay = ConcurrentHashMap.newKeySet();
  private volatile boolean isClosed;

  Caller(Line line) {
    this.line = line;
  }

  /**
   * Sends it until it is answered, the policy is used up, or trying again would not help. To cancel
   * what is given back gives the request up. It fails with a {@link RegistryException}, or with an
   * {@link IllegalStateException} when this is closed.
   *
   * @param limit how long one attempt may take
   */
  <T> CompletableFuture<T> send(Endpoint<T> endpoint, RetryPolicy retry, Duration limit) {
    return new Call<>(endpoint, retry, limit, line, steps()).begin();
  }

  /**
   * Sends it and waits.
   *
   * @throws RegistryException if there is no good answer
   */
  <T> T call(Endpoint<T> endpoint, RetryPolicy retry, Duration limit) {
    return await(send(endpoint, retry, limit), endpoint.action());
  }

  /** Steps towards a result, which fails when this is closed before. */
  <T> Steps<T> steps() {
    Steps<T> steps = new Steps<>(underWay::remove);
    underWay.add(steps);
    if (isClosed) {
      giveUp(steps);
    }
    return steps;
  }

  private static void giveUp(Steps<?> steps) {
    steps
        .result()
        .completeExceptionally(new IllegalStateException("the registry client is closed"));
  }

  /**
   * Waits for what nobody else waits for; gives it up when this thread is interrupted.
   *
   * @param action what it is for, to follow "tried to"
   */
  <T> T await(CompletableFuture<T> result, String action) {
    try {
      return result.get();
    } catch (InterruptedException e) {
      result.cancel(true);
      Thread.currentThread().interrupt();
      throw new RegistryUnreachable(
          action,
          line.addresses() + " " + Unreachability.INTERRUPTED.sentence(e),
          e,
          Unreachability.INTERRUPTED);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        // It was made on another thread, whose stack says nothing to this one.
        failure.fillInStackTrace();
        throw failure;
      }
      throw new IllegalStateException("tried to " + action + ", and failed", e.getCause());
    }
  }

  /** What this sends through. */
  Line line() {
    return line;
  }

  /** Gives up what is under way, and lets go of the connections. */
  @Override
  public void close() {
    isClosed = true;
    underWay.forEach(Caller::giveUp);
    line.exchange().close();
  }
}
