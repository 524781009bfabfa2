package dev.runspec.registry.cli.command.context;

import dev.runspec.registry.cli.Surroundings;
import dev.runspec.registry.cli.context.ContextFile;
import dev.runspec.registry.cli.context.ContextName;
import dev.runspec.registry.cli.context.Contexts;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code context remove NAME}. */
@Command(name = "remove", description = "Forgets a context and its key.")
final class ContextRemoveCommand implements Runnable {

  private final Surroundings here;

  @Spec private CommandSpec command = CommandSpec.create();

  @Parameters(paramLabel = "NAME", description = "The context to forget.")
  private @Nullable ContextName name;

  ContextRemoveCommand(Surroundings here) {
    this.here = here;
  }

  @Override
  public void run() {
    ContextName wanted = Objects.requireNonNull(name);
    ContextFile file = ContextFile.of(here.environment());
    Contexts contexts = file.read();
    boolean wasCurrent = contexts.named(wanted).name().equals(contexts.current());
    file.write(contexts.without(wanted));
    command
        .commandLine()
        .getOut()
        .println("removed " + wanted + (wasCurrent ? "; no context is in use now" : ""));
  }
}
