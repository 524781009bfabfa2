package dev.runspec.registry.cli.run;

import dev.runspec.registry.HostName;
import dev.runspec.registry.cli.run.RunListener.Channel;
import dev.runspec.registry.cli.ssh.Background;
import dev.runspec.registry.cli.ssh.GuardedRun;
import dev.runspec.registry.cli.ssh.RunResult;
import dev.runspec.registry.cli.ssh.RunStreams;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One tool on several hosts: some at the same time, step by step. {@link #close} begins no more and
 * ends what runs. All that changes is guarded by this.
 */
public final class FanOut implements GuardedRun<List<HostOutcome>> {

  /** A run that is told to end has some seconds for it. */
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private final List<Prepared> runs;
  private final Pace pace;
  private final Launcher launcher;
  private final RunListener listener;
  private final CountDownLatch finished = new CountDownLatch(1);

  private final Set<GuardedRun<RunResult>> running = new HashSet<>();
  private final List<HostOutcome> outcomes = new ArrayList<>();
  private boolean begun;
  private @Nullable String stopped;
  private boolean closed;

  /**
   * @param runs one for each host, in the order in which they are begun
   */
  public FanOut(List<Prepared> runs, Pace pace, Launcher launcher, RunListener listener) {
    this.runs = List.copyOf(runs);
    this.pace = pace;
    this.launcher = launcher;
    this.listener = listener;
  }

  /** One outcome for each host, in the order in which they were told. */
  @Override
  public List<HostOutcome> result() {
    synchronized (this) {
      begun = true;
    }
    try {
      boolean isCanary = pace.canary() > 0;
      for (List<Prepared> step : pace.steps(runs)) {
        stopReason().ifPresentOrElse(why -> skip(step, why), () -> run(step));
        if (isCanary) {
          stopUnlessAllWentWell();
          isCanary = false;
        }
      }
      synchronized (this) {
        return List.copyOf(outcomes);
      }
    } finally {
      finished.countDown();
    }
  }

  private synchronized Optional<String> stopReason() {
    return Optional.ofNullable(stopped);
  }

  private synchronized void stopUnlessAllWentWell() {
    if (stopped == null && outcomes.stream().anyMatch(each -> each.outcome() != Outcome.OK)) {
      stopped = "not begun, since a canary did not end well";
    }
  }

  private void skip(List<Prepared> step, String why) {
    step.forEach(each -> told(HostOutcome.skipped(each.host(), why)));
  }

  private void run(List<Prepared> step) {
    AtomicInteger next = new AtomicInteger();
    int workers = Math.min(pace.parallel(), step.size());
    List<Thread> threads = new ArrayList<>();
    for (int worker = 0; worker < workers; worker++) {
      threads.add(Background.start("host-" + worker, () -> work(step, next)));
    }
    awaitAll(threads);
  }

  private void work(List<Prepared> step, AtomicInteger next) {
    for (int at = next.getAndIncrement(); at < step.size(); at = next.getAndIncrement()) {
      Prepared prepared = step.get(at);
      stopReason()
          .ifPresentOrElse(
              why -> told(HostOutcome.skipped(prepared.host(), why)), () -> runOn(prepared));
    }
  }

  private void runOn(Prepared prepared) {
    HostName host = prepared.host();
    LineStream out = new LineStream(host, Channel.STDOUT, heard());
    LineStream err = new LineStream(host, Channel.STDERR, heard());
    listener.started(host);
    long begin = System.nanoTime();
    GuardedRun<RunResult> run =
        launcher.launch(prepared, new RunStreams(InputStream.nullInputStream(), out, err));
    synchronized (this) {
      running.add(run);
      if (closed) {
        run.close();
      }
    }
    RunResult result;
    try {
      result = run.result();
    } finally {
      synchronized (this) {
        running.remove(run);
      }
    }
    try {
      out.finish();
      err.finish();
    } catch (IOException e) {
      // Nobody listens any more, and everything is being ended.
    }
    told(HostOutcome.of(host, result, Duration.ofNanos(System.nanoTime() - begin)));
  }

  private void told(HostOutcome outcome) {
    synchronized (this) {
      outcomes.add(outcome);
      long failed = outcomes.stream().filter(each -> each.outcome().isFailure()).count();
      if (stopped == null && pace.limit().isExceededBy((int) failed, runs.size())) {
        stopped = "not begun, since more than " + pace.limit() + " failed";
      }
    }
    listener.ended(outcome);
  }

  /** The listener, whose going away ends everything. */
  private RunListener heard() {
    return new RunListener() {
      @Override
      public void started(HostName host) {
        listener.started(host);
      }

      @Override
      public void said(HostName host, Channel channel, byte[] bytes, boolean isWhole)
          throws IOException {
        try {
          listener.said(host, channel, bytes, isWhole);
        } catch (IOException e) {
          // This thread is one that closing waits for.
          Background.start("end-runs", () -> end("nobody reads the output any more"));
          throw e;
        }
      }

      @Override
      public void ended(HostOutcome outcome) {
        listener.ended(outcome);
      }
    };
  }

  @Override
  public void close() {
    end("the run was ended");
    synchronized (this) {
      if (!begun) {
        return;
      }
    }
    try {
      finished.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void end(String why) {
    List<GuardedRun<RunResult>> open;
    synchronized (this) {
      closed = true;
      stopped = "not begun, since " + why;
      open = List.copyOf(running);
    }
    awaitAll(open.stream().map(run -> Background.start("end-run", run::close)).toList());
  }

  /** Waits although this thread may be interrupted, which ends the run. */
  private void awaitAll(List<Thread> threads) {
    boolean isInterrupted = false;
    for (Thread thread : threads) {
      while (true) {
        try {
          thread.join();
          break;
        } catch (InterruptedException e) {
          isInterrupted = true;
          Background.start("end-runs", () -> end("this side was interrupted"));
        }
      }
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
