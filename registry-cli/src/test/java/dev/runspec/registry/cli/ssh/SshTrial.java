package dev.runspec.registry.cli.ssh;

import dev.runspec.registry.Execution;
import dev.runspec.registry.HostName;
import dev.runspec.registry.command.RemoteCommand;
import dev.runspec.registry.command.RunPolicy;
import dev.runspec.registry.command.SshDestination;
import dev.runspec.registry.command.SshOverrides;
import dev.runspec.registry.command.Verdict;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Runs commands on a {@link SshServer} as one login, the way the command line would. */
final class SshTrial {

  private final SshServer server;
  private final String login;

  SshTrial(SshServer server, String login) {
    this.server = server;
    this.login = login;
  }

  /** A run that has ended. */
  record Ended(RunResult result, Transcript transcript, Transcript errors) {
    String out() {
      return transcript.text();
    }

    byte[] outBytes() {
      return transcript.bytes();
    }

    String err() {
      return errors.text();
    }

    byte[] errBytes() {
      return errors.bytes();
    }
  }

  /** A run that goes on in a thread of its own. */
  record Running(RemoteRun run, Transcript out, Transcript err, CompletableFuture<RunResult> ending)
      implements AutoCloseable {

    RunResult result() throws InterruptedException, ExecutionException {
      return ending.get();
    }

    @Override
    public void close() {
      run.close();
    }
  }

  Ended run(RunMode mode, String script) {
    return run(mode, shell(null, null), "-c", script);
  }

  Ended run(RunMode mode, Execution execution, String... args) {
    Transcript out = new Transcript();
    Transcript err = new Transcript();
    RunResult result =
        new RemoteRun(
                way(),
                accepted(RemoteCommand.of(execution, List.of(args), RunPolicy.standard())),
                mode,
                Transcript.streams(out, err))
            .result();
    return new Ended(result, out, err);
  }

  Ended feed(InputStream input, String script) {
    Transcript out = new Transcript();
    Transcript err = new Transcript();
    RunResult result =
        new RemoteRun(
                way(), command(script, null, null), RunMode.STDIN, new RunStreams(input, out, err))
            .result();
    return new Ended(result, out, err);
  }

  RemoteRun remoteRun(RunMode mode, Transcript out, Transcript err, String script) {
    return new RemoteRun(way(), command(script, null, null), mode, Transcript.streams(out, err));
  }

  Running start(String script) {
    return start(script, null, null);
  }

  Running start(String script, @Nullable String runAs, @Nullable String method) {
    Transcript out = new Transcript();
    Transcript err = new Transcript();
    RemoteRun run =
        new RemoteRun(
            way(), command(script, runAs, method), RunMode.LIFELINE, Transcript.streams(out, err));
    CompletableFuture<RunResult> ending = new CompletableFuture<>();
    Thread.ofPlatform().daemon().start(() -> ending.complete(run.result()));
    return new Running(run, out, err, ending);
  }

  SshCommand way() {
    return way(server.config());
  }

  SshCommand way(Path config) {
    return SshCommand.to(destination(new SshOverrides(login, null)), Map.of()).configuredBy(config);
  }

  static SshDestination destination(SshOverrides overrides) {
    return accepted(SshDestination.of(new HostName("web-01"), null, overrides));
  }

  static RemoteCommand command(String script, @Nullable String runAs, @Nullable String method) {
    return accepted(
        RemoteCommand.of(shell(runAs, method), List.of("-c", script), RunPolicy.standard()));
  }

  static <T> T accepted(Verdict<T> verdict) {
    if (verdict instanceof Verdict.Accepted<T> accepted) {
      return accepted.value();
    }
    throw new AssertionError(verdict);
  }

  private static Execution shell(@Nullable String runAs, @Nullable String method) {
    return new Execution("sh", runAs, method, null);
  }
}
