package dev.runspec.registry.cli.command;

import dev.runspec.registry.cli.Surroundings;
import dev.runspec.registry.client.RegistryClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code undrain ID}. */
@Command(name = "undrain", description = "Takes a drained instance back.")
public final class UndrainCommand implements Runnable {

  @Mixin private final InstanceOperation instance;

  public UndrainCommand(Surroundings here) {
    this.instance = new InstanceOperation(here);
  }

  @Override
  public void run() {
    instance.carryOut(RegistryClient::undrain, "took back");
  }
}
