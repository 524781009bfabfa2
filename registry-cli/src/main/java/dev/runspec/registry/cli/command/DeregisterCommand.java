package dev.runspec.registry.cli.command;

import dev.runspec.registry.cli.Surroundings;
import dev.runspec.registry.client.RegistryClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code deregister ID}. */
@Command(
    name = "deregister",
    description = "Ends an instance; its agent comes back if it beats again.")
public final class DeregisterCommand implements Runnable {

  @Mixin private final InstanceOperation instance;

  public DeregisterCommand(Surroundings here) {
    this.instance = new InstanceOperation(here);
  }

  @Override
  public void run() {
    instance.carryOut(RegistryClient::deregister, "deregistered");
  }
}
