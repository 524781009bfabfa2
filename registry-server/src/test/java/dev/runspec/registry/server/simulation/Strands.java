package dev.runspec.registry.server.simulation;

import dev.runspec.registry.simulation.Schedule;
import java.lang.reflect.Constructor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Virtual threads whose scheduler is a queue that the simulation empties: whoever waits gives way,
 * and nobody ever runs beside another. Locks of the platform work; whatever waits for a time does
 * so through {@link Program}.
 */
public final class Strands implements AutoCloseable {

  private static final Constructor<?> BUILDER = builder();

  /** For a monitor; the machine may be busy. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final ThreadLocal<@Nullable Strands> RUNNING = new ThreadLocal<>();

  private final Thread owner = Thread.currentThread();
  private final Schedule time;
  private final Queue<Runnable> ready = new ArrayDeque<>();

  /** Those who got the monitor for which they waited; the platform puts them here. */
  private final BlockingQueue<Runnable> unblocked = new LinkedBlockingQueue<>();

  private final Set<Thread> alive = new LinkedHashSet<>();
  private final List<Waiter> waiters = new ArrayList<>();
  private final List<Program> programs = new ArrayList<>();
  private @Nullable Throwable failure;
  private boolean isRunning;
  private boolean isClosing;

  /** In this time. */
  public Strands(Schedule time) {
    this.time = time;
  }

  private record Waiter(Thread thread, Program process, BooleanSupplier until) {}

  /** Java 21 to 25 have this for tests of its own; there is no public way to it yet. */
  private static Constructor<?> builder() {
    try {
      Constructor<?> constructor =
          Class.forName("java.lang.ThreadBuilders$VirtualThreadBuilder")
              .getDeclaredConstructor(Executor.class);
      constructor.setAccessible(true);
      return constructor;
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new IllegalStateException(
          "virtual threads on a queue of our own need --add-opens java.base/java.lang=ALL-UNNAMED",
          e);
    }
  }

  /** Has something happen after this time, and whatever follows from it. */
  public void after(Duration pause, Runnable action) {
    time.after(
        pause,
        () -> {
          action.run();
          settle();
        });
  }

  /** Lets time pass until {@code end}. */
  public void runUntil(Instant end) {
    settle();
    time.runUntil(end);
    settle();
  }

  /** Lets everybody go on until all wait. */
  public void settle() {
    if (isRunning) {
      return;
    }
    isRunning = true;
    try {
      do {
        for (Runnable task = ready.poll(); task != null; task = ready.poll()) {
          task.run();
          awaitMonitors();
        }
      } while (isAnybodyWoken());
    } finally {
      isRunning = false;
    }
    Throwable failed = failure;
    if (failed != null) {
      failure = null;
      throw failed instanceof AssertionError told
          ? told
          : new AssertionError("something failed: " + failed, failed);
    }
  }

  /**
   * Whoever needs a monitor of the platform's, such as a class loader's, that somebody outside
   * holds just now gets it before anybody else here goes on: it is as if it had been free.
   */
  private void awaitMonitors() {
    for (Runnable next = unblocked(); next != null; next = unblocked()) {
      next.run();
    }
  }

  private @Nullable Runnable unblocked() {
    Runnable next = unblocked.poll();
    if (next != null || !isAnybodyBlocked()) {
      return next;
    }
    try {
      next = unblocked.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted in the middle of a world", e);
    }
    if (next == null) {
      throw new AssertionError("a monitor is held by somebody who waits, too");
    }
    return next;
  }

  private boolean isAnybodyBlocked() {
    for (Thread thread : alive) {
      if (thread.getState() == Thread.State.BLOCKED) {
        return true;
      }
    }
    return false;
  }

  private boolean isAnybodyWoken() {
    boolean isWoken = false;
    for (Waiter waiter : waiters) {
      if (!waiter.process.isFrozen && waiter.until.getAsBoolean()) {
        LockSupport.unpark(waiter.thread);
        isWoken = true;
      }
    }
    return isWoken;
  }

  /** What went wrong where nobody could be told. */
  public void fail(Throwable cause) {
    if (failure == null && !isClosing) {
      failure = cause;
    }
  }

  /** Those to which this thread belongs; null for one of the platform's. */
  public static @Nullable Strands running() {
    return RUNNING.get();
  }

  /** Something that runs on a machine. */
  public Program program() {
    Program program = new Program();
    programs.add(program);
    return program;
  }

  /** Kills whatever still runs. */
  @Override
  public void close() {
    failure = null;
    isClosing = true;
    programs.forEach(Program::kill);
  }

  /** The end of a process: whatever it was doing is not done. */
  public static final class Killed extends Error {
    private static final long serialVersionUID = 1;

    Killed() {
      super("killed", null, false, false);
    }
  }

  /** Threads that are stopped, continued and killed together. */
  public final class Program {

    private final List<Runnable> held = new ArrayList<>();
    private final Thread.Builder.OfVirtual threads;
    private boolean isFrozen;
    private boolean isDead;

    private Program() {
      try {
        Executor executor = this::execute;
        threads = (Thread.Builder.OfVirtual) BUILDER.newInstance(executor);
      } catch (ReflectiveOperationException e) {
        throw new LinkageError("virtual threads on a queue of our own", e);
      }
      threads.uncaughtExceptionHandler(
          (thread, thrown) -> {
            if (!(thrown instanceof Killed)) {
              fail(thrown);
            }
          });
    }

    private void execute(Runnable task) {
      if (Thread.currentThread() != owner && RUNNING.get() != Strands.this) {
        unblocked.add(task);
      } else if (isFrozen) {
        held.add(task);
      } else {
        ready.add(task);
      }
    }

    public boolean isFrozen() {
      return isFrozen;
    }

    public boolean isDead() {
      return isDead;
    }

    /** Begins something. */
    public Thread start(Runnable work) {
      return threads.start(
          () -> {
            RUNNING.set(Strands.this);
            alive.add(Thread.currentThread());
            try {
              mustLive();
              work.run();
            } finally {
              alive.remove(Thread.currentThread());
            }
          });
    }

    /** SIGSTOP: nobody here goes on. */
    public void freeze() {
      isFrozen = true;
    }

    /** SIGCONT. */
    public void resume() {
      isFrozen = false;
      ready.addAll(held);
      held.clear();
      settle();
    }

    /** SIGKILL: whatever would still be done finds that it cannot. */
    public void kill() {
      isDead = true;
      for (Waiter waiter : waiters) {
        if (waiter.process == this) {
          LockSupport.unpark(waiter.thread);
        }
      }
      resume();
    }

    /** Ends whoever is here if this was killed. */
    public void mustLive() {
      if (isDead) {
        throw new Killed();
      }
    }

    /** Lets this time pass. */
    public void sleep(Duration pause) {
      boolean unused = await(() -> false, pause);
    }

    /** Waits until something is so; false when that took too long, or whoever waits was called. */
    public boolean await(BooleanSupplier until, @Nullable Duration atMost) {
      mustLive();
      if (until.getAsBoolean()) {
        return true;
      }
      Thread thread = Thread.currentThread();
      Instant end = atMost == null ? Instant.MAX : time.instant().plus(atMost);
      if (atMost != null) {
        after(atMost, () -> LockSupport.unpark(thread));
      }
      Waiter waiter = new Waiter(thread, this, until);
      waiters.add(waiter);
      try {
        while (time.instant().isBefore(end) && !Thread.interrupted()) {
          LockSupport.park();
          mustLive();
          if (until.getAsBoolean()) {
            return true;
          }
        }
        return false;
      } finally {
        waiters.remove(waiter);
      }
    }
  }
}
