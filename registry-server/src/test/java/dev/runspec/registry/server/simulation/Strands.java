package dev.runspec.registry.server.simulation;

import dev.runspec.registry.simulation.Schedule;
import java.lang.reflect.Constructor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
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

  private static final ThreadLocal<@Nullable Strands> RUNNING = new ThreadLocal<>();

  private final Thread owner = Thread.currentThread();
  private final Schedule time;
  private final Queue<Runnable> ready = new ArrayDeque<>();
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
        fail(new AssertionError("somebody waits for what is not simulated, such as a monitor"));
      }
      if (isFrozen) {
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
            mustLive();
            work.run();
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
