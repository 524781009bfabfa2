package dev.runspec.registry.cli.command;

import dev.runspec.registry.InstanceId;
import dev.runspec.registry.cli.ConnectionOptions;
import dev.runspec.registry.cli.Surroundings;
import dev.runspec.registry.cli.output.Visible;
import dev.runspec.registry.client.RegistryClient;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What the commands share that do something to one instance. */
final class InstanceOperation {

  @Parameters(paramLabel = "ID", description = "The instance, by its id.")
  private @Nullable InstanceId id;

  @Spec(Target.MIXEE)
  private @Nullable CommandSpec command;

  @Mixin private final ConnectionOptions connection;

  InstanceOperation(Surroundings here) {
    this.connection = new ConnectionOptions(here);
  }

  /** Does it, and says so with this word. */
  void carryOut(BiConsumer<RegistryClient, InstanceId> operation, String done) {
    InstanceId wanted = Objects.requireNonNull(id);
    try (RegistryClient registry = connection.client()) {
      operation.accept(registry, wanted);
    }
    Objects.requireNonNull(command)
        .commandLine()
        .getOut()
        .println(done + " " + Visible.of(wanted.value()));
  }
}
