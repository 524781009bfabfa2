package dev.runspec.registry.cli.command;

import dev.runspec.registry.cli.completion.Shell;
import java.io.PrintWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code completion bash|zsh|fish}. */
@Command(
    name = "completion",
    description = {
      "Prints the script that teaches a shell to complete commands, options, and the names of"
          + " tools, hosts, instances, agents and contexts.",
      "For bash: source <(registry-cli completion bash)",
      "For zsh, after compinit: source <(registry-cli completion zsh)",
      "For fish: registry-cli completion fish | source"
    })
public final class CompletionCommand implements Runnable {

  @Spec private CommandSpec command = CommandSpec.create();

  @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
  private @Nullable Shell shell;

  @Override
  public void run() {
    PrintWriter out = command.commandLine().getOut();
    out.print(Objects.requireNonNull(shell).script());
    out.flush();
  }
}
