package dev.runspec.registry.cli.command;

import dev.runspec.registry.cli.ConnectionOptions;
import dev.runspec.registry.cli.Surroundings;
import dev.runspec.registry.cli.output.InventoryHost;
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
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code export FORMAT}. */
@Command(name = "export", description = "Prints the live hosts in the words of another program.")
public final class ExportCommand implements Runnable {

  private final Surroundings here;

  @Parameters(
      paramLabel = "FORMAT",
      description = {
        "superputty or mobaxterm: a session file; ssh-config: blocks to include; ansible: a dynamic"
            + " inventory; rundeck: its nodes; prometheus: targets for http_sd."
      })
  private @Nullable ExportFormat format;

  @Option(
      names = "--user",
      paramLabel = "NAME",
      description = "The login name; of all but session files, else what the hosts say.")
  private @Nullable String user;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Of prometheus: the port to scrape; 9100 unless given.")
  private @Nullable Integer port;

  @Option(
      names = "--list",
      description = "Of ansible: the whole inventory, as it asks a script; it is printed anyway.")
  private boolean isListed;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description = "Of ansible: the variables of this host, as it asks a script.")
  private @Nullable String host;

  @Spec private CommandSpec command = CommandSpec.create();
  @Mixin private final ConnectionOptions connection;

  public ExportCommand(Surroundings here) {
    this.here = here;
    this.connection = new ConnectionOptions(here);
  }

  @Override
  public void run() {
    ExportFormat wanted = Objects.requireNonNull(format);
    require(port == null || wanted == ExportFormat.PROMETHEUS, "--port is for prometheus");
    require(user == null || wanted != ExportFormat.PROMETHEUS, "--user is not for prometheus");
    require(!isListed || wanted == ExportFormat.ANSIBLE, "--list is for ansible");
    require(host == null || wanted == ExportFormat.ANSIBLE, "--host is for ansible");
    require(host == null || !isListed, "give --list or --host, not both");
    PrintWriter out = command.commandLine().getOut();
    try (RegistryClient registry = connection.client()) {
      String file = export(wanted, registry);
      String shown = host == null ? file : InventoryHost.variables(file, host) + "\n";
      // A file must get every byte, a terminal must not obey them.
      out.print(here.isTerminal() ? Visible.lines(shown) : shown);
      out.flush();
    }
  }

  private String export(ExportFormat wanted, RegistryClient registry) {
    if (port != null) {
      return registry.exportTargets(port);
    }
    return user == null ? registry.export(wanted) : registry.export(wanted, user);
  }

  private void require(boolean isRight, String message) {
    if (!isRight) {
      throw new ParameterException(command.commandLine(), message);
    }
  }
}
