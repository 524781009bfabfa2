package dev.runspec.registry.cli.command.context;

import dev.runspec.registry.cli.Surroundings;
import dev.runspec.registry.cli.context.Context;
import dev.runspec.registry.cli.context.ContextFile;
import dev.runspec.registry.cli.context.ContextName;
import dev.runspec.registry.cli.context.Contexts;
import dev.runspec.registry.cli.output.Visible;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code context use NAME}. */
@Command(
    name = "use",
    description = "Takes a context for all commands that are not told another registry.")
final class ContextUseCommand implements Runnable {

  private final Surroundings here;

  @Spec private CommandSpec command = CommandSpec.create();

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "The context to use.")
  private @Nullable ContextName name;

  @Option(names = "--none", description = "Use none from now on.")
  private boolean isNone;

  ContextUseCommand(Surroundings here) {
    this.here = here;
  }

  @Override
  public void run() {
    if ((name == null) != isNone) {
      throw new ParameterException(command.commandLine(), "give either a NAME or --none");
    }
    ContextFile file = ContextFile.of(here.environment());
    Contexts contexts = file.read();
    String done = name == null ? "using no context" : using(contexts.named(name));
    file.write(contexts.using(name));
    command.commandLine().getOut().println(done);
  }

  private static String using(Context context) {
    return "using " + context.name() + ": " + Visible.of(context.registry().toString());
  }
}
