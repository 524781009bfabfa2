package dev.runspec.registry.cli.command;

import dev.runspec.registry.cli.ConnectionOptions;
import dev.runspec.registry.cli.SelectionOptions;
import dev.runspec.registry.cli.Surroundings;
import dev.runspec.registry.cli.output.HostListing;
import dev.runspec.registry.cli.output.OutputOptions;
import dev.runspec.registry.cli.watch.WatchOptions;
import dev.runspec.registry.cli.watch.Watched;
import dev.runspec.registry.client.Liveness;
import dev.runspec.registry.client.RegistryClient;
import dev.runspec.registry.client.Selection;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hosts}. */
@Command(name = "hosts", description = "Lists the hosts and the agents on them.")
public final class HostsCommand implements Runnable {

  @Option(names = "--all", description = "Also those whose agent is not there now.")
  private boolean isAll;

  @Mixin private final SelectionOptions which = new SelectionOptions();
  @Mixin private final WatchOptions watch;
  @Mixin private final OutputOptions output;
  @Mixin private final ConnectionOptions connection;

  public HostsCommand(Surroundings here) {
    this.watch = new WatchOptions(here);
    this.output = new OutputOptions(here);
    this.connection = new ConnectionOptions(here);
  }

  @Override
  public void run() {
    Selection selection = isAll ? which.of(Liveness.ALL) : which.usually(Liveness.LIVE);
    if (watch.isWatched()) {
      watch.watch(
          new Watched<>(
              "host",
              registry -> registry.readHosts(selection),
              now -> HostListing.HOSTS,
              host -> List.of(host.host(), host.name()),
              host -> host),
          output,
          connection);
      return;
    }
    try (RegistryClient registry = connection.client()) {
      output.print(registry.hosts(selection), HostListing.HOSTS);
    }
  }
}
