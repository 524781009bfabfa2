package dev.runspec.registry.cli.command.context;

import dev.runspec.registry.cli.Surroundings;
import dev.runspec.registry.cli.context.ContextFile;
import dev.runspec.registry.cli.context.Contexts;
import dev.runspec.registry.cli.output.ContextListing;
import dev.runspec.registry.cli.output.OutputOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code context list}. */
@Command(name = "list", description = "Lists the contexts.")
final class ContextListCommand implements Runnable {

  private final Surroundings here;

  @Mixin private final OutputOptions output;

  ContextListCommand(Surroundings here) {
    this.here = here;
    this.output = new OutputOptions(here);
  }

  @Override
  public void run() {
    Contexts contexts = ContextFile.of(here.environment()).read();
    output.print(contexts.all(), ContextListing.of(contexts.inUse(here.environment())));
  }
}
