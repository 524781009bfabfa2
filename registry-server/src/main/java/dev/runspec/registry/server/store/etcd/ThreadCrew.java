package dev.runspec.registry.server.store.etcd;

import dev.runspec.registry.engine.Feed;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/** Threads, of which none waits for another. */
final class ThreadCrew implements Crew {

  /** How much is done soon at once. */
  private static final int SOON = 32;

  private final ScheduledExecutorService timer =
      Executors.newScheduledThreadPool(
          4, Thread.ofPlatform().daemon().name("registry-etcd-", 1).factory());
  private final ExecutorService soon =
      Executors.newFixedThreadPool(SOON, Thread.ofVirtual().factory());

  @Override
  public Thread begin(Runnable work) {
    return Thread.ofPlatform().daemon().name("registry-etcd-follower").start(work);
  }

  @Override
  public void every(Duration pause, Runnable work) {
    long millis = pause.toMillis();
    Object unused = timer.scheduleWithFixedDelay(work, millis, millis, TimeUnit.MILLISECONDS);
  }

  @Override
  public void soon(Runnable work) {
    Object unused = soon.submit(work);
  }

  @Override
  public ExecutorService readers() {
    return Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
  }

  @Override
  public void pause(Duration time) {
    LockSupport.parkNanos(time.toNanos());
  }

  @Override
  public boolean await(Feed feed, long revision, Duration atMost) throws InterruptedException {
    return feed.await(revision, atMost);
  }

  @Override
  public RandomGenerator random() {
    return ThreadLocalRandom.current();
  }

  @Override
  public void rest() {
    timer.shutdownNow();
  }

  @Override
  public void close() {
    rest();
    soon.shutdown();
    try {
      boolean unused = soon.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
