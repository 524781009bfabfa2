package dev.runspec.registry.cli.command;

import dev.runspec.registry.ToolGroup;
import dev.runspec.registry.ToolName;
import dev.runspec.registry.cli.CommandFailure;
import dev.runspec.registry.cli.ConnectionOptions;
import dev.runspec.registry.cli.NearNames;
import dev.runspec.registry.cli.Surroundings;
import dev.runspec.registry.cli.output.OutputOptions;
import dev.runspec.registry.cli.output.ToolListing;
import dev.runspec.registry.client.Liveness;
import dev.runspec.registry.client.RegistryClient;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tools [NAME]}. */
@Command(name = "tools", description = "Lists the tools, or the hosts that have one of them.")
public final class ToolsCommand implements Runnable {

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "Only this tool, host by host.")
  private @Nullable ToolName name;

  @Option(names = "--all", description = "Also those of agents that are not there now.")
  private boolean isAll;

  @Mixin private final OutputOptions output;
  @Mixin private final ConnectionOptions connection;

  public ToolsCommand(Surroundings here) {
    this.output = new OutputOptions(here);
    this.connection = new ConnectionOptions(here);
  }

  @Override
  public void run() {
    Liveness liveness = isAll ? Liveness.ALL : Liveness.LIVE;
    try (RegistryClient registry = connection.client()) {
      if (name == null) {
        output.print(registry.tools(liveness), ToolListing.TOOLS);
        return;
      }
      ToolName wanted = name;
      ToolGroup group =
          registry.tool(wanted, liveness).orElseThrow(() -> unknown(wanted, liveness, registry));
      output.printOne(group, ToolListing.TOOLS, group.hosts(), ToolListing.HOSTS);
    }
  }

  private static CommandFailure unknown(ToolName name, Liveness liveness, RegistryClient registry) {
    if (liveness == Liveness.LIVE && registry.tool(name, Liveness.ALL).isPresent()) {
      return new CommandFailure(
          "no agent offers the tool " + name + " now; --all shows those that had it");
    }
    List<String> known =
        registry.tools(liveness).stream().map(group -> group.name().value()).toList();
    return new CommandFailure(
        "no host has the tool "
            + name
            + NearNames.question(name.value(), known)
            + "; registry-cli tools lists what there is");
  }
}
