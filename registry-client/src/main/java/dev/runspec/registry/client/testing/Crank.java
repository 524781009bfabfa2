package dev.runspec.registry.client.testing;

import dev.runspec.registry.client.Pacer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Time that stands still until it is moved. Whoever was woken by that is waited for, as well as can
 * be seen from here: until nobody has asked for the time or for anything else for a moment. Guarded
 * by its own monitor.
 */
final class Crank implements Pacer, InstantSource {

  private static final long QUIET = TimeUnit.MILLISECONDS.toNanos(30);
  private static final long LONGEST_START = TimeUnit.MILLISECONDS.toNanos(250);
  private static final long LONGEST_RUN = TimeUnit.SECONDS.toNanos(2);

  private final ExecutorService threads;
  private final Map<Semaphore, Instant> pauses = new HashMap<>();
  private final Map<Semaphore, Thread> pausing = new HashMap<>();
  private final Map<Semaphore, Thread> woken = new HashMap<>();
  private final List<Timer> timers = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private long signs;
  private long lastSign;
  private int busy;

  Crank(ExecutorService threads) {
    this.threads = threads;
  }

  private record Timer(Instant due, CompletableFuture<Void> over) {}

  @Override
  public synchronized Instant instant() {
    return now;
  }

  @Override
  public synchronized long nanos() {
    sign();
    return Duration.between(Instant.EPOCH, now).toNanos();
  }

  @Override
  public void pause(Duration time, Semaphore alarm) throws InterruptedException {
    synchronized (this) {
      sign();
      if (time.compareTo(Duration.ZERO) <= 0) {
        return;
      }
      pauses.put(alarm, now.plus(time));
      pausing.put(alarm, Thread.currentThread());
      woken.remove(alarm);
    }
    try {
      alarm.acquire();
      alarm.drainPermits();
    } finally {
      synchronized (this) {
        sign();
        pauses.remove(alarm);
        pausing.remove(alarm);
      }
    }
  }

  @Override
  public synchronized CompletableFuture<Void> after(Duration time) {
    sign();
    Timer timer = new Timer(now.plus(time), new CompletableFuture<>());
    timers.add(timer);
    return timer.over();
  }

  /** Notes that somebody has begun something that time is not to run away from. */
  synchronized void begin() {
    busy++;
    sign();
  }

  /** Notes that it is done. */
  synchronized void end() {
    busy--;
    sign();
  }

  /** Whether somebody waits who may be in the middle of something. */
  synchronized boolean isAnybodyAboutToAct() {
    timers.removeIf(timer -> timer.over().isDone());
    return !timers.isEmpty() || !woken.isEmpty() || busy > 0;
  }

  /** The first moment until which somebody waits, if that is before {@code latest}. */
  synchronized Instant nextDue(Instant latest) {
    Instant next = latest;
    for (Instant due : pauses.values()) {
      next = due.isBefore(next) ? due : next;
    }
    timers.removeIf(timer -> timer.over().isDone());
    for (Timer timer : timers) {
      next = timer.due().isBefore(next) ? timer.due() : next;
    }
    return next.isBefore(now) ? now : next;
  }

  /** Makes it that late, and wakes whoever waited for that; how many these are. */
  synchronized int moveTo(Instant time) {
    now = time;
    int count = 0;
    for (Iterator<Map.Entry<Semaphore, Instant>> all = pauses.entrySet().iterator();
        all.hasNext(); ) {
      Map.Entry<Semaphore, Instant> pause = all.next();
      if (!pause.getValue().isAfter(now)) {
        Semaphore alarm = pause.getKey();
        all.remove();
        woken.put(alarm, pausing.getOrDefault(alarm, Thread.currentThread()));
        alarm.release();
        count++;
      }
    }
    for (Iterator<Timer> all = timers.iterator(); all.hasNext(); ) {
      Timer timer = all.next();
      if (!timer.due().isAfter(now)) {
        all.remove();
        busy++;
        threads.execute(() -> end(timer));
        count++;
      }
    }
    return count;
  }

  private void end(Timer timer) {
    try {
      timer.over().complete(null);
    } finally {
      end();
    }
  }

  /** How many signs of life there were. */
  synchronized long signs() {
    return signs;
  }

  /** Waits until all is quiet, and was so for a moment from now on. */
  synchronized void settle() {
    sign();
    settle(signs);
  }

  /**
   * Waits until there have been so many signs of life, whoever was woken waits again, and all is
   * quiet; but not for ever.
   */
  synchronized void settle(long expected) {
    long begin = System.nanoTime();
    try {
      while (signs < expected && System.nanoTime() - begin < LONGEST_START) {
        wait(1);
      }
      while (isAnybodyBusy() && System.nanoTime() - begin < LONGEST_RUN) {
        wait(1);
      }
      woken.clear();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isAnybodyBusy() {
    woken.values().removeIf(thread -> !thread.isAlive());
    return busy > 0 || !woken.isEmpty() || System.nanoTime() - lastSign < QUIET;
  }

  /** Lets others have the processor. */
  synchronized void yield() {
    try {
      wait(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void sign() {
    signs++;
    lastSign = System.nanoTime();
    notifyAll();
  }
}
