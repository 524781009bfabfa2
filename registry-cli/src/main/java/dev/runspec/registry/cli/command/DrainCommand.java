package dev.runspec.registry.cli.command;

import dev.runspec.registry.cli.Surroundings;
import dev.runspec.registry.client.RegistryClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code drain ID}. */
@Command(
    name = "drain",
    description = "Takes an instance out of tools and hosts, though its agent is there.")
public final class DrainCommand implements Runnable {

  @Mixin private final InstanceOperation instance;

  public DrainCommand(Surroundings here) {
    this.instance = new InstanceOperation(here);
  }

  @Override
  public void run() {
    instance.carryOut(RegistryClient::drain, "drained");
  }
}
