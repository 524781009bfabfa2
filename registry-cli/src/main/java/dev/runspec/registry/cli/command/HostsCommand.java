package dev.runspec.registry.cli.command;

import dev.runspec.registry.cli.ConnectionOptions;
import dev.runspec.registry.cli.Surroundings;
import dev.runspec.registry.cli.output.HostListing;
import dev.runspec.registry.cli.output.OutputOptions;
import dev.runspec.registry.client.Liveness;
import dev.runspec.registry.client.RegistryClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hosts}. */
@Command(name = "hosts", description = "Lists the hosts and the agents on them.")
public final class HostsCommand implements Runnable {

  @Option(names = "--all", description = "Also those whose agent is not there now.")
  private boolean isAll;

  @Mixin private final OutputOptions output;
  @Mixin private final ConnectionOptions connection;

  public HostsCommand(Surroundings here) {
    this.output = new OutputOptions(here);
    this.connection = new ConnectionOptions(here);
  }

  @Override
  public void run() {
    try (RegistryClient registry = connection.client()) {
      output.print(registry.hosts(isAll ? Liveness.ALL : Liveness.LIVE), HostListing.HOSTS);
    }
  }
}
