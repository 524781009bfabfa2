package dev.runspec.registry.cli.mcp;

import dev.runspec.registry.cli.run.Prepared;
import dev.runspec.registry.cli.ssh.BoundedRun;
import dev.runspec.registry.cli.ssh.RunLimits;
import dev.runspec.registry.cli.ssh.RunMode;
import dev.runspec.registry.cli.ssh.RunResult;
import dev.runspec.registry.cli.ssh.RunStreams;
import dev.runspec.registry.cli.ssh.SshCommand;
import dev.runspec.registry.command.SshDestination;
import dev.runspec.registry.mcp.ProgressLines;
import java.io.InputStream;
import java.util.function.Function;

/**
 * Runs what was prepared on its host. An interrupt ends it there, too.
 *
 * @param way how SSH gets to a destination
 * @param limits how long that and the run may take
 */
public record HostRun(Function<SshDestination, SshCommand> way, RunLimits limits) {

  /** What became of it. */
  sealed interface Outcome {}

  /** It ran to its end. */
  record Ended(Finished finished) implements Outcome {}

  /** It did not, or nobody knows. */
  record Failed(String why) implements Outcome {}

  Outcome outcome(Prepared prepared, ProgressLines progress) throws InterruptedException {
    Capture output = new Capture(progress);
    Capture errors = new Capture(progress);
    RunResult result;
    try (BoundedRun run =
        new BoundedRun(
            way.apply(prepared.destination()),
            prepared.command(),
            RunMode.LIFELINE,
            new RunStreams(InputStream.nullInputStream(), output, errors),
            limits)) {
      result = run.result();
    }
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    return result instanceof RunResult.Exited exited
        ? new Ended(Finished.of(exited.code(), output, errors))
        : new Failed(failure(result, output, errors));
  }

  private static String failure(RunResult result, Capture output, Capture errors) {
    String why = result.complaint().orElse("the run did not come to its end");
    Finished until = Finished.of(result.exitCode(), output, errors);
    return output.text().isEmpty() && errors.text().isEmpty() ? why : why + "\n" + until.text();
  }
}
