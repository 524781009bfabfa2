package dev.runspec.registry.cli.command;

import dev.runspec.registry.ToolGroup;
import dev.runspec.registry.ToolName;
import dev.runspec.registry.cli.CommandFailure;
import dev.runspec.registry.cli.ConnectionOptions;
import dev.runspec.registry.cli.NearNames;
import dev.runspec.registry.cli.SelectionOptions;
import dev.runspec.registry.cli.Surroundings;
import dev.runspec.registry.cli.output.OutputOptions;
import dev.runspec.registry.cli.output.ToolListing;
import dev.runspec.registry.cli.watch.WatchOptions;
import dev.runspec.registry.cli.watch.Watched;
import dev.runspec.registry.client.Liveness;
import dev.runspec.registry.client.RegistryClient;
import dev.runspec.registry.client.Selection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tools [NAME]}. */
@Command(name = "tools", description = "Lists the tools, or the hosts that have one of them.")
public final class ToolsCommand implements Runnable {

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "Only this tool, host by host.")
  private @Nullable ToolName name;

  @Option(names = "--all", description = "Also those of agents that are not there now.")
  private boolean isAll;

  @Spec private CommandSpec command = CommandSpec.create();

  @Mixin private final SelectionOptions which = new SelectionOptions();
  @Mixin private final WatchOptions watch;
  @Mixin private final OutputOptions output;
  @Mixin private final ConnectionOptions connection;

  public ToolsCommand(Surroundings here) {
    this.watch = new WatchOptions(here);
    this.output = new OutputOptions(here);
    this.connection = new ConnectionOptions(here);
  }

  @Override
  public void run() {
    Selection selection = isAll ? which.of(Liveness.ALL) : which.usually(Liveness.LIVE);
    if (watch.isWatched()) {
      watch(selection);
      return;
    }
    try (RegistryClient registry = connection.client()) {
      if (name == null) {
        output.print(registry.tools(selection), ToolListing.TOOLS);
        return;
      }
      ToolGroup group =
          which.isAnything() ? selected(name, selection, registry) : one(name, registry);
      output.printOne(group, ToolListing.TOOLS, group.hosts(), ToolListing.HOSTS);
    }
  }

  private void watch(Selection selection) {
    if (name != null) {
      throw new ParameterException(
          command.commandLine(),
          "--watch is for the list; --watch --filter 'name == \"…\"' watches one tool");
    }
    watch.watch(
        new Watched<>(
            "tool",
            registry -> registry.readTools(selection),
            now -> ToolListing.TOOLS,
            ToolGroup::name,
            tool -> tool),
        output,
        connection);
  }

  private ToolGroup one(ToolName wanted, RegistryClient registry) {
    Liveness liveness = isAll ? Liveness.ALL : Liveness.LIVE;
    return registry.tool(wanted, liveness).orElseThrow(() -> unknown(wanted, liveness, registry));
  }

  private static ToolGroup selected(ToolName wanted, Selection selection, RegistryClient registry) {
    return registry.tools(selection).stream()
        .filter(group -> group.name().equals(wanted))
        .findFirst()
        .orElseThrow(() -> new CommandFailure("nothing that was selected has the tool " + wanted));
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
