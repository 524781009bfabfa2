package dev.runspec.registry.cli.watch;

import dev.runspec.registry.cli.ConnectionOptions;
import dev.runspec.registry.cli.Surroundings;
import dev.runspec.registry.cli.output.OutputOptions;
import dev.runspec.registry.cli.output.Visible;
import dev.runspec.registry.client.Reading;
import dev.runspec.registry.client.RegistryClient;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The option that lets a list be watched, and the watching. */
public final class WatchOptions {

  private final Surroundings here;

  @Spec(Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--watch",
      description = {
        "Show the list as it changes, until it is ended with Ctrl-C. To another program, or with -o"
            + " json, each change is a line of JSON, beginning with all as added."
      })
  private boolean isWatched;

  public WatchOptions(Surroundings here) {
    this.here = here;
  }

  /** Whether the list is to be watched. */
  public boolean isWatched() {
    return isWatched;
  }

  /**
   * Watches it, until nobody looks any more.
   *
   * @throws picocli.CommandLine.ParameterException if it is wanted in a format that has an end
   */
  public <T> void watch(Watched<T> watched, OutputOptions output, ConnectionOptions connection) {
    boolean isForPeople = !output.isLinesOfJson();
    QuietClient.hush();
    try (RegistryClient registry = connection.watchingClient()) {
      Reading<List<T>> first = watched.begin().apply(registry);
      try (View<T> view = isForPeople ? screen(watched, output, connection) : lines(watched)) {
        closedBySignals(view, new WatchLoop<>(view, first));
      }
    }
  }

  private <T> View<T> screen(
      Watched<T> watched, OutputOptions output, ConnectionOptions connection) {
    String subject = watched.noun() + "s of " + connection.address();
    return new Screen<>(
        watched, Visible.of(subject), output, out(), here.clock(), TerminalSize::present);
  }

  private <T> View<T> lines(Watched<T> watched) {
    PrintWriter err = command.commandLine().getErr();
    return new ChangeLines<>(
        watched,
        out(),
        line -> {
          err.println("registry-cli: " + Visible.of(line));
          err.flush();
        });
  }

  /** A signal ends this process; the terminal is to be as it was before. */
  private static void closedBySignals(View<?> view, WatchLoop<?> loop) {
    Thread hook = new Thread(view::close, "close-watch");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      loop.run();
    } finally {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The process is ending, and the hook is at work.
      }
    }
  }

  private PrintWriter out() {
    return command.commandLine().getOut();
  }
}
