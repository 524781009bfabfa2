package dev.runspec.registry.cli.command.context;

import dev.runspec.registry.cli.CommandFailure;
import dev.runspec.registry.cli.Surroundings;
import dev.runspec.registry.cli.context.ContextFile;
import dev.runspec.registry.cli.context.ContextName;
import dev.runspec.registry.cli.context.Contexts;
import dev.runspec.registry.cli.output.ContextListing;
import dev.runspec.registry.cli.output.OutputOptions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code context show [NAME]}. */
@Command(name = "show", description = "Shows a context, but not its key.")
final class ContextShowCommand implements Runnable {

  private final Surroundings here;

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "The context; the one in use unless given.")
  private @Nullable ContextName name;

  @Mixin private final OutputOptions output;

  ContextShowCommand(Surroundings here) {
    this.here = here;
    this.output = new OutputOptions(here);
  }

  @Override
  public void run() {
    Contexts contexts = ContextFile.of(here.environment()).read();
    Optional<ContextName> inUse = contexts.inUse(here.environment());
    ContextName wanted =
        Optional.ofNullable(name)
            .or(() -> inUse)
            .orElseThrow(
                () ->
                    new CommandFailure(
                        "no context is in use; registry-cli context use NAME takes one"));
    output.printOne(contexts.named(wanted), ContextListing.of(inUse));
  }
}
