package dev.runspec.registry.cli.command;

import dev.runspec.registry.InstanceId;
import dev.runspec.registry.cli.ConnectionOptions;
import dev.runspec.registry.cli.Surroundings;
import dev.runspec.registry.cli.output.Visible;
import dev.runspec.registry.client.RegistryClient;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code drain ID}. */
@Command(
    name = "drain",
    description = "Takes an instance out of tools and hosts, though its agent is there.")
public final class DrainCommand implements Runnable {

  @Parameters(paramLabel = "ID", description = "The instance to take out.")
  private @Nullable InstanceId id;

  @Spec private @Nullable CommandSpec command;
  @Mixin private final ConnectionOptions connection;

  public DrainCommand(Surroundings here) {
    this.connection = new ConnectionOptions(here);
  }

  @Override
  public void run() {
    InstanceId wanted = Objects.requireNonNull(id);
    try (RegistryClient registry = connection.client()) {
      registry.drain(wanted);
    }
    Objects.requireNonNull(command)
        .commandLine()
        .getOut()
        .println("drained " + Visible.of(wanted.value()));
  }
}
