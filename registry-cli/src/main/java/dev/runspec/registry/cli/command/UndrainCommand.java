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

/** {@code undrain ID}. */
@Command(name = "undrain", description = "Takes a drained instance back.")
public final class UndrainCommand implements Runnable {

  @Parameters(paramLabel = "ID", description = "The instance to take back.")
  private @Nullable InstanceId id;

  @Spec private @Nullable CommandSpec command;
  @Mixin private final ConnectionOptions connection;

  public UndrainCommand(Surroundings here) {
    this.connection = new ConnectionOptions(here);
  }

  @Override
  public void run() {
    InstanceId wanted = Objects.requireNonNull(id);
    try (RegistryClient registry = connection.client()) {
      registry.undrain(wanted);
    }
    Objects.requireNonNull(command)
        .commandLine()
        .getOut()
        .println("took back " + Visible.of(wanted.value()));
  }
}
