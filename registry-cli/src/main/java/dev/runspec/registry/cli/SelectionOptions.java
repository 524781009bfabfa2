package dev.runspec.registry.cli;

import dev.runspec.registry.HostName;
import dev.runspec.registry.InstanceState;
import dev.runspec.registry.client.Liveness;
import dev.runspec.registry.client.Selection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options that say which of many a list should hold. The registry does the choosing. */
public final class SelectionOptions {

  @Spec(Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Option(
      names = {"-q", "--query"},
      paramLabel = "TEXT",
      description = "Only what has this text in its names, descriptions or labels.")
  private @Nullable String query;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description = "Only on this host; may be given several times, for any of them.")
  private List<HostName> hosts = List.of();

  @Option(
      names = {"-l", "--label"},
      paramLabel = "KEY=VALUE",
      description = {
        "Only with this label, or with any of this KEY; may be given several times, for all of"
            + " them."
      })
  private List<String> labels = List.of();

  @Option(
      names = "--state",
      paramLabel = "STATE",
      split = ",",
      description = {
        "Only of agents in this state: live, draining, stale or gone; may be given several times,"
            + " or with commas, for any of them."
      })
  private List<InstanceState> states = List.of();

  @Option(
      names = "--filter",
      paramLabel = "EXPR",
      description = {
        "Only that to which this applies, in the grammar of Consul's filters, such as"
            + " 'labels.env == prod and not host matches \"^db\"'."
      })
  private @Nullable String filter;

  /** The labels that are said, each {@code KEY=VALUE} or {@code KEY}. */
  public List<String> labels() {
    return List.copyOf(labels);
  }

  /** Whether anything is said at all. */
  public boolean isAnything() {
    return query != null
        || filter != null
        || !hosts.isEmpty()
        || !labels.isEmpty()
        || !states.isEmpty();
  }

  /** What is said, of instances of this liveness. */
  public Selection of(Liveness liveness) {
    return selection().liveness(liveness);
  }

  /** What is said, of instances of this liveness unless their states are said. */
  public Selection usually(Liveness liveness) {
    return states.isEmpty() ? of(liveness) : selection();
  }

  private Selection selection() {
    try {
      Selection selection = Selection.all();
      for (HostName host : hosts) {
        selection = selection.host(host);
      }
      for (String label : labels) {
        int equals = label.indexOf('=');
        selection =
            equals < 0
                ? selection.label(label)
                : selection.label(label.substring(0, equals), label.substring(equals + 1));
      }
      for (InstanceState state : states) {
        selection = selection.state(state);
      }
      selection = query == null ? selection : selection.text(query);
      return filter == null ? selection : selection.filter(filter);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()));
    }
  }
}
