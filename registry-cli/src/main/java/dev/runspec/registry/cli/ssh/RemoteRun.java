package dev.runspec.registry.cli.ssh;

import dev.runspec.registry.cli.ChildProcess;
import dev.runspec.registry.cli.Pump;
import dev.runspec.registry.command.RemoteCommand;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One remote command, run once through the system's {@code ssh}. {@link #result} runs it and waits;
 * {@link #close} or an interrupt ends it, here and on the host.
 */
public final class RemoteRun implements GuardedRun<RunResult> {

  /** How long the far end is given to end in good order before ssh itself is ended. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  /** How long ssh is then given, and what is still on its way to the streams. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  private static final Duration SILENCE = Duration.ofMillis(250);

  private final SshCommand ssh;
  private final RemoteCommand command;
  private final RunMode mode;
  private final RunStreams streams;
  private final MarkedOutput errors;
  private final CountDownLatch finished = new CountDownLatch(1);

  // Guarded by this.
  private @Nullable Process process;
  private @Nullable Pump output;
  private @Nullable RunResult ended;
  private boolean begun;

  /** A run that nobody wants to hear the beginning of. */
  public RemoteRun(SshCommand ssh, RemoteCommand command, RunMode mode, RunStreams streams) {
    this(ssh, command, mode, streams, () -> {});
  }

  /**
   * @param onStarted told once the far end has said that it begins; never told in {@link
   *     RunMode#PLAIN}
   */
  RemoteRun(
      SshCommand ssh, RemoteCommand command, RunMode mode, RunStreams streams, Runnable onStarted) {
    this.ssh = ssh;
    this.command = command;
    this.mode = mode;
    this.streams = streams;
    this.errors = new MarkedOutput(streams.err(), onStarted);
  }

  /**
   * Runs the command and waits for its end. An interrupt of this thread ends the run; the thread
   * stays interrupted.
   *
   * @throws IllegalStateException if it was run before
   */
  @Override
  public RunResult result() {
    try {
      return run();
    } finally {
      finished.countDown();
    }
  }

  private RunResult run() {
    List<String> argv = new ArrayList<>(ssh.argv(RemoteScript.around(command, mode)));
    Optional<File> program = LocalProgram.find(ssh.program(), System.getenv());
    if (program.isEmpty()) {
      return new RunResult.NotStarted(
          "there is no program '"
              + ssh.program()
              + "' on the PATH; install an OpenSSH client (Debian: openssh-client)");
    }
    Optional<Charset> narrow = LocalProgram.tooNarrowFor(argv);
    if (narrow.isPresent()) {
      return new RunResult.NotStarted(
          "the locale's charset "
              + narrow.get()
              + " cannot carry the command's characters; start with LC_ALL=C.UTF-8");
    }
    argv.set(0, program.get().toString());
    return started(LocalProgram.deafToInterrupt(argv));
  }

  private RunResult started(List<String> argv) {
    Process running;
    Pump out;
    synchronized (this) {
      if (begun) {
        throw new IllegalStateException("this remote run was run before");
      }
      begun = true;
      if (ended != null) {
        return ended;
      }
      try {
        running = ChildProcess.of(argv).start();
      } catch (IOException e) {
        return new RunResult.NotStarted("ssh could not be started: " + e.getMessage());
      }
      process = running;
      out = Pump.start("remote-stdout", running.getInputStream(), streams.out(), this::outputGone);
      output = out;
    }
    Pump err =
        Pump.start(
            "remote-stderr",
            running.getErrorStream(),
            mode == RunMode.PLAIN ? streams.err() : errors,
            this::outputGone);
    feed(running);
    return outcome(awaited(running, out, err));
  }

  private int awaited(Process running, Pump out, Pump err) {
    try {
      int code = running.waitFor();
      settle(out, err);
      return code;
    } catch (InterruptedException e) {
      end(new RunResult.Cancelled("interrupted; the command was told to end"));
      awaitQuietly(() -> settle(out, err));
      Thread.currentThread().interrupt();
      return RemoteScript.SSH_FAILED;
    }
  }

  private static boolean settle(Pump out, Pump err) throws InterruptedException {
    out.settle(SILENCE);
    err.settle(SILENCE);
    return true;
  }

  private void feed(Process running) {
    switch (mode) {
      case LIFELINE -> {}
      case PLAIN -> closeInput(running);
      case STDIN -> {
        Thread feeder = new Thread(() -> forwardInput(running), "remote-stdin");
        feeder.setDaemon(true);
        feeder.start();
      }
    }
  }

  private void forwardInput(Process running) {
    try (OutputStream input = running.getOutputStream()) {
      byte[] chunk = new byte[Pump.CHUNK];
      for (int length = read(chunk); length >= 0; length = read(chunk)) {
        input.write(chunk, 0, length);
        // The stream keeps small pieces back, and a command may answer each of them.
        input.flush();
      }
    } catch (IOException e) {
      // The command takes no more input. That is its own business.
    }
  }

  private int read(byte[] chunk) throws IOException {
    return streams.in().read(chunk);
  }

  private synchronized RunResult outcome(int code) {
    String host = ssh.destination().host();
    if (ended != null) {
      return ended;
    }
    if (mode == RunMode.PLAIN) {
      return new RunResult.Exited(code);
    }
    if (!errors.isStarted()) {
      return code == RemoteScript.SSH_FAILED
          ? new RunResult.Unreachable(host, errors.preamble())
          : new RunResult.NotStarted(notStarted(host, code));
    }
    boolean marked;
    try {
      marked = errors.finish(code);
    } catch (IOException e) {
      marked = false;
    }
    return code == RemoteScript.SSH_FAILED && !marked
        ? new RunResult.Lost(host)
        : new RunResult.Exited(code);
  }

  private String notStarted(String host, int code) {
    String said = errors.preamble();
    return host
        + " ended with "
        + code
        + " before the command began"
        + (said.isEmpty() ? "" : ", saying '" + said.replace('\n', ' ') + "'")
        + "; its login needs a POSIX shell, or send the bare command with --plain";
  }

  private void outputGone() {
    end(new RunResult.Cancelled("nobody reads the output any more; the command was told to end"));
  }

  /**
   * Ends the run if it has not ended, and waits a little for that: the command gets TERM, then ssh
   * is ended. In {@link RunMode#STDIN} the command sees the end of its input, in {@link
   * RunMode#PLAIN} it sees nothing but its output closed.
   */
  @Override
  public void close() {
    end(new RunResult.Cancelled("cancelled; the command was told to end"));
    synchronized (this) {
      if (!begun) {
        return;
      }
    }
    awaitQuietly(() -> finished.await(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS));
  }

  /** Ends the run if it has not ended; {@code why} is then its result. The first reason counts. */
  void end(RunResult why) {
    Process running;
    boolean reached;
    synchronized (this) {
      if (finished.getCount() == 0) {
        return;
      }
      if (ended == null) {
        ended = why;
      }
      running = process;
      // Its first words may overtake the mark, which comes by another stream.
      reached = errors.isStarted() || (output != null && output.hasHeard());
    }
    if (running == null || !running.isAlive()) {
      return;
    }
    if (mode == RunMode.LIFELINE && reached) {
      closeInput(running);
      awaitQuietly(() -> running.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS));
    }
    if (running.isAlive()) {
      running.destroy();
      awaitQuietly(() -> running.waitFor(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS));
      running.destroyForcibly();
    }
  }

  private static void closeInput(Process running) {
    try {
      running.getOutputStream().close();
    } catch (IOException e) {
      // Its reader is gone already, which is what closing was for.
    }
  }

  private interface Waiting {
    boolean await() throws InterruptedException;
  }

  /** Waits in good order although the thread may be interrupted; it stays so. */
  private static void awaitQuietly(Waiting waiting) {
    boolean interrupted = Thread.interrupted();
    try {
      waiting.await();
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
