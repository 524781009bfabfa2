package dev.runspec.registry.cli.command;

import dev.runspec.registry.Instance;
import dev.runspec.registry.InstanceId;
import dev.runspec.registry.cli.CommandFailure;
import dev.runspec.registry.cli.ConnectionOptions;
import dev.runspec.registry.cli.NearNames;
import dev.runspec.registry.cli.SelectionOptions;
import dev.runspec.registry.cli.Surroundings;
import dev.runspec.registry.cli.output.InstanceListing;
import dev.runspec.registry.cli.output.Listing;
import dev.runspec.registry.cli.output.OutputOptions;
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

/** {@code instances [ID]}. */
@Command(name = "instances", description = "Lists the agents that the registry knows.")
public final class InstancesCommand implements Runnable {

  private final Surroundings here;

  @Parameters(arity = "0..1", paramLabel = "ID", description = "Only this instance.")
  private @Nullable InstanceId id;

  @Option(names = "--active", description = "Only those that are there now.")
  private boolean isActive;

  @Spec private CommandSpec command = CommandSpec.create();

  @Mixin private final SelectionOptions which = new SelectionOptions();
  @Mixin private final WatchOptions watch;
  @Mixin private final OutputOptions output;
  @Mixin private final ConnectionOptions connection;

  public InstancesCommand(Surroundings here) {
    this.here = here;
    this.watch = new WatchOptions(here);
    this.output = new OutputOptions(here);
    this.connection = new ConnectionOptions(here);
  }

  @Override
  public void run() {
    if (id != null && (which.isAnything() || watch.isWatched())) {
      throw new ParameterException(
          command.commandLine(), "--watch and what selects are for the list, not for one instance");
    }
    Selection selection = isActive ? which.of(Liveness.LIVE) : which.usually(Liveness.ALL);
    if (watch.isWatched()) {
      watch.watch(
          new Watched<>(
              "instance",
              registry -> registry.readInstances(selection),
              InstanceListing::lastingAt,
              Instance::id,
              InstancesCommand::substance),
          output,
          connection);
      return;
    }
    Listing<Instance> listing = InstanceListing.at(here.clock().instant());
    try (RegistryClient registry = connection.client()) {
      if (id == null) {
        output.print(registry.instances(selection), listing);
        return;
      }
      InstanceId wanted = id;
      output.printOne(
          registry.instance(wanted).orElseThrow(() -> unknown(wanted, registry)), listing);
    }
  }

  /** All but what every beat moves. */
  private static Object substance(Instance instance) {
    return List.of(
        instance.registration(),
        instance.state(),
        instance.registeredAt(),
        instance.heardAt(),
        instance.stateSince());
  }

  private static CommandFailure unknown(InstanceId id, RegistryClient registry) {
    List<String> known =
        registry.instances(Liveness.ALL).stream().map(each -> each.id().value()).toList();
    return new CommandFailure(
        "there is no instance "
            + id
            + NearNames.question(id.value(), known)
            + "; registry-cli instances lists those that are known");
  }
}
