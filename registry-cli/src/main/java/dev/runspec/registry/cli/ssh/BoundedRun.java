package dev.runspec.registry.cli.ssh;

import dev.runspec.registry.command.RemoteCommand;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A remote run that is ended when its time is up, and begun once more when an {@code sshd} with too
 * many callers turned it away ({@code MaxStartups}).
 */
public final class BoundedRun implements GuardedRun<RunResult> {

  /** What ssh says of a daemon that hangs up before it says its name. */
  private static final String TURNED_AWAY = "kex_exchange_identification";

  /** A login takes its time after the exchange of keys, for which ssh has no limit. */
  private static final int LOGIN_FACTOR = 3;

  private static final int SHORTEST_PAUSE = 300;
  private static final int LONGEST_PAUSE = 1200;

  private final SshCommand ssh;
  private final RemoteCommand command;
  private final RunMode mode;
  private final RunStreams streams;
  private final RunLimits limits;
  private final CountDownLatch closed = new CountDownLatch(1);

  // Guarded by this.
  private @Nullable RemoteRun current;

  public BoundedRun(
      SshCommand ssh, RemoteCommand command, RunMode mode, RunStreams streams, RunLimits limits) {
    Duration connecting = limits.connecting();
    this.ssh = connecting == null ? ssh : ssh.withConnectTimeout(connecting);
    this.command = command;
    this.mode = mode;
    this.streams = streams;
    this.limits = limits;
  }

  @Override
  public RunResult result() {
    RunResult result = once();
    // What was read from this side's input is gone.
    boolean isRepeatable = mode != RunMode.STDIN && result instanceof RunResult.Unreachable;
    if (isRepeatable && ((RunResult.Unreachable) result).reason().contains(TURNED_AWAY)) {
      return isClosedWithin(ThreadLocalRandom.current().nextInt(SHORTEST_PAUSE, LONGEST_PAUSE))
          ? result
          : once();
    }
    return result;
  }

  private RunResult once() {
    CountDownLatch ended = new CountDownLatch(1);
    CountDownLatch started = new CountDownLatch(1);
    RemoteRun run = new RemoteRun(ssh, command, mode, streams, started::countDown);
    synchronized (this) {
      current = run;
    }
    if (closed.getCount() == 0) {
      run.close();
    }
    if (mode == RunMode.PLAIN) {
      started.countDown();
    }
    Thread watch = Background.start("run-limits", () -> watch(run, started, ended));
    try {
      return run.result();
    } finally {
      ended.countDown();
      watch.interrupt();
    }
  }

  private void watch(RemoteRun run, CountDownLatch started, CountDownLatch ended) {
    try {
      Duration connecting = limits.connecting();
      if (connecting == null) {
        started.await();
      } else {
        Duration login = connecting.multipliedBy(LOGIN_FACTOR);
        if (!started.await(login.toMillis(), TimeUnit.MILLISECONDS)) {
          run.end(
              new RunResult.Unreachable(
                  ssh.destination().host(),
                  "its shell did not answer in " + login.toSeconds() + " s"));
          return;
        }
      }
      Duration running = limits.running();
      if (running != null && !ended.await(running.toMillis(), TimeUnit.MILLISECONDS)) {
        run.end(new RunResult.TimedOut(ssh.destination().host(), running));
      }
    } catch (InterruptedException e) {
      // The run has ended by itself.
    }
  }

  private boolean isClosedWithin(int milliseconds) {
    try {
      return closed.await(milliseconds, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  @Override
  public void close() {
    closed.countDown();
    RemoteRun running;
    synchronized (this) {
      running = current;
    }
    if (running != null) {
      running.close();
    }
  }
}
