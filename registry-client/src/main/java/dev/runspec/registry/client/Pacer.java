package dev.runspec.registry.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

/**
 * The one place where this library waits: between tries, for the next beat, for a sign of life.
 * Tests put another one in its place, to turn the time by hand; see {@link
 * RegistryClientBuilder#pacer}. How long one request may take is always real time.
 */
public interface Pacer {

  /** Waits in real time. */
  Pacer REAL = new RealPacer();

  /** Returns when {@code time} is over or {@code alarm} was released, whichever comes first. */
  void pause(Duration time, Semaphore alarm) throws InterruptedException;

  /**
   * What is done when {@code time} is over, on a thread that has time for what follows; cancel it
   * when nobody waits for it any more.
   */
  CompletableFuture<Void> after(Duration time);

  /** The time that passed since some moment, in nanoseconds. */
  long nanos();
}
