package dev.runspec.registry.cli.command;

import dev.runspec.registry.cli.ConnectionOptions;
import dev.runspec.registry.cli.Surroundings;
import dev.runspec.registry.cli.output.HealthListing;
import dev.runspec.registry.cli.output.OutputOptions;
import dev.runspec.registry.client.Health;
import dev.runspec.registry.client.RegistryClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** {@code health}. */
@Command(name = "health", description = "Asks the registry how it is; exits 0 if it is well.")
public final class HealthCommand implements Callable<Integer> {

  @Mixin private final OutputOptions output;
  @Mixin private final ConnectionOptions connection;

  public HealthCommand(Surroundings here) {
    this.output = new OutputOptions(here);
    this.connection = new ConnectionOptions(here);
  }

  @Override
  public Integer call() {
    try (RegistryClient registry = connection.client()) {
      Health health = registry.health();
      output.printOne(health, HealthListing.of(connection.address()));
      return health.isOk() ? ExitCode.OK : ExitCode.SOFTWARE;
    }
  }
}
