package dev.runspec.registry.cli.command;

import dev.runspec.registry.Instance;
import dev.runspec.registry.InstanceId;
import dev.runspec.registry.cli.CommandFailure;
import dev.runspec.registry.cli.ConnectionOptions;
import dev.runspec.registry.cli.NearNames;
import dev.runspec.registry.cli.Surroundings;
import dev.runspec.registry.cli.output.InstanceListing;
import dev.runspec.registry.cli.output.Listing;
import dev.runspec.registry.cli.output.OutputOptions;
import dev.runspec.registry.client.Liveness;
import dev.runspec.registry.client.RegistryClient;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code instances [ID]}. */
@Command(name = "instances", description = "Lists the agents that the registry knows.")
public final class InstancesCommand implements Runnable {

  private final Surroundings here;

  @Parameters(arity = "0..1", paramLabel = "ID", description = "Only this instance.")
  private @Nullable InstanceId id;

  @Option(names = "--active", description = "Only those that are there now.")
  private boolean isActive;

  @Mixin private final OutputOptions output;
  @Mixin private final ConnectionOptions connection;

  public InstancesCommand(Surroundings here) {
    this.here = here;
    this.output = new OutputOptions(here);
    this.connection = new ConnectionOptions(here);
  }

  @Override
  public void run() {
    Listing<Instance> listing = InstanceListing.at(here.clock().instant());
    try (RegistryClient registry = connection.client()) {
      if (id == null) {
        output.print(registry.instances(isActive ? Liveness.LIVE : Liveness.ALL), listing);
        return;
      }
      InstanceId wanted = id;
      output.printOne(
          registry.instance(wanted).orElseThrow(() -> unknown(wanted, registry)), listing);
    }
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
