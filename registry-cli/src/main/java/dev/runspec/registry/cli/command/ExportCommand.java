package dev.runspec.registry.cli.command;

import dev.runspec.registry.cli.ConnectionOptions;
import dev.runspec.registry.cli.Surroundings;
import dev.runspec.registry.cli.output.Visible;
import dev.runspec.registry.client.ExportFormat;
import dev.runspec.registry.client.RegistryClient;
import java.io.PrintWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code export superputty|mobaxterm}. */
@Command(
    name = "export",
    description = "Prints the hosts as a session file for a terminal program.")
public final class ExportCommand implements Runnable {

  private final Surroundings here;

  @Parameters(paramLabel = "FORMAT", description = "superputty or mobaxterm.")
  private @Nullable ExportFormat format;

  @Option(names = "--user", paramLabel = "NAME", description = "The login name of the sessions.")
  private @Nullable String user;

  @Spec private @Nullable CommandSpec command;
  @Mixin private final ConnectionOptions connection;

  public ExportCommand(Surroundings here) {
    this.here = here;
    this.connection = new ConnectionOptions(here);
  }

  @Override
  public void run() {
    ExportFormat wanted = Objects.requireNonNull(format);
    PrintWriter out = Objects.requireNonNull(command).commandLine().getOut();
    try (RegistryClient registry = connection.client()) {
      String file = user == null ? registry.export(wanted) : registry.export(wanted, user);
      // A file must get every byte, a terminal must not obey them.
      out.print(here.isTerminal() ? Visible.lines(file) : file);
      out.flush();
    }
  }
}
