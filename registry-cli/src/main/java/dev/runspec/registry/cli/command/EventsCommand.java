package dev.runspec.registry.cli.command;

import dev.runspec.registry.HostName;
import dev.runspec.registry.Position;
import dev.runspec.registry.ToolName;
import dev.runspec.registry.cli.ConnectionOptions;
import dev.runspec.registry.cli.Surroundings;
import dev.runspec.registry.cli.agent.Label;
import dev.runspec.registry.cli.output.EventJsonLines;
import dev.runspec.registry.cli.output.EventLines;
import dev.runspec.registry.cli.output.EventText;
import dev.runspec.registry.cli.output.OutputOptions;
import dev.runspec.registry.cli.output.Visible;
import dev.runspec.registry.cli.watch.EventFeed;
import dev.runspec.registry.cli.watch.QuietClient;
import dev.runspec.registry.client.EventSelection;
import dev.runspec.registry.client.RegistryClient;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code events}. */
@Command(
    name = "events",
    description = {
      "Prints what happens to instances from now on, until it is ended with Ctrl-C.",
      "To another program, or with -o json, each event is a line of JSON: what the registry says,"
          + " and the id of its place, after which --since goes on. The event 'reset' says that events"
          + " were missed, and that what is known should be read afresh."
    })
public final class EventsCommand implements Runnable {

  private final Surroundings here;

  @Spec private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--tool",
      paramLabel = "TOOL",
      description = "Only what changes who has this tool, or how; may be given several times.")
  private List<ToolName> tools = List.of();

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description = "Only what happens on this host; may be given several times, for any of them.")
  private List<HostName> hosts = List.of();

  @Option(
      names = {"-l", "--label"},
      paramLabel = "KEY=VALUE",
      description = {
        "Only what happens to instances with this label; may be given several times, for all of"
            + " them."
      })
  private List<Label> labels = List.of();

  @Option(
      names = "--since",
      paramLabel = "ID",
      description = "First what happened after the event of this id, as far as it is remembered.")
  private @Nullable Position since;

  @Option(names = "--brief", description = "Without tools, also where an event tells them.")
  private boolean isBrief;

  @Mixin private final OutputOptions output;
  @Mixin private final ConnectionOptions connection;

  public EventsCommand(Surroundings here) {
    this.here = here;
    this.output = new OutputOptions(here);
    this.connection = new ConnectionOptions(here);
  }

  @Override
  public void run() {
    EventLines lines =
        output.isLinesOfJson()
            ? new EventJsonLines(isBrief)
            : new EventText(here.clock(), here.isColourful());
    EventSelection selection = selection();
    QuietClient.hush();
    try (RegistryClient registry = connection.watchingClient()) {
      new EventFeed(lines, command.commandLine().getOut(), this::tell).follow(registry, selection);
    }
  }

  private EventSelection selection() {
    try {
      EventSelection selection = EventSelection.all();
      for (ToolName tool : tools) {
        selection = selection.tool(tool);
      }
      for (HostName host : hosts) {
        selection = selection.host(host);
      }
      for (Label label : labels) {
        selection = selection.label(label.key(), label.value());
      }
      selection = isBrief ? selection.brief() : selection;
      return since == null ? selection : selection.since(since);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()));
    }
  }

  private void tell(String line) {
    PrintWriter err = command.commandLine().getErr();
    err.println("registry-cli: " + Visible.of(line));
    err.flush();
  }
}
