package dev.runspec.registry.cli.command;

import dev.runspec.registry.cli.AgentName;
import dev.runspec.registry.cli.run.HostPattern;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say where a tool is to run. */
final class TargetOptions {

  @Option(
      names = "--host",
      paramLabel = "HOST",
      split = ",",
      description = {
        "The host to run it on. Several times, or with commas, or as a pattern such as 'web-*' or"
            + " 'web-[01-20]', for several hosts."
      })
  private List<HostPattern> hosts = List.of();

  @Option(names = "--all", description = "On every host that has it.")
  private boolean isAll;

  @Option(
      names = {"-l", "--label"},
      paramLabel = "KEY=VALUE",
      description = {
        "On the hosts whose agents have this label, or any of this KEY; may be given several times,"
            + " for all of them."
      })
  private List<String> labels = List.of();

  @Option(
      names = "--filter",
      paramLabel = "EXPR",
      description = "On the hosts to which this applies, as in registry-cli tools --filter.")
  private @Nullable String filter;

  @Option(
      names = "--retry-failed",
      description = {
        "On the hosts where the last run on several hosts did not go well, or was not begun. The"
            + " arguments are to be given again: they are not remembered."
      })
  private boolean isRetry;

  @Option(
      names = "--include-stale",
      description = "Also on hosts whose agent is not there now; else they are left out.")
  private boolean isStaleIncluded;

  @Option(
      names = "--agent",
      paramLabel = "NAME",
      description = "The agent whose tool is meant, where several agents of a host have it.")
  private @Nullable AgentName agent;

  List<HostPattern> hosts() {
    return hosts;
  }

  List<String> labels() {
    return labels;
  }

  @Nullable String filter() {
    return filter;
  }

  @Nullable AgentName agent() {
    return agent;
  }

  boolean isRetry() {
    return isRetry;
  }

  boolean isStaleIncluded() {
    return isStaleIncluded;
  }

  /** Whether the registry is to choose among the hosts. */
  boolean isSelecting() {
    return !labels.isEmpty() || filter != null;
  }

  /** Whether nothing is said. */
  boolean isNothing() {
    return hosts.isEmpty() && !isAll && !isSelecting() && !isRetry;
  }

  /** Whether one host is meant by its name, and it could be no other. */
  boolean isOneHost() {
    return hosts.size() == 1 && !hosts.get(0).isSeveral() && !isAll && !isSelecting() && !isRetry;
  }

  /** What two of these do not go together, if two are given that do not. */
  @Nullable String mistake() {
    if (isAll && (!hosts.isEmpty() || isSelecting())) {
      return "--all is every host: leave --host, -l and --filter away, or --all";
    }
    return isRetry && (isAll || !hosts.isEmpty() || isSelecting())
        ? "--retry-failed says which hosts by itself"
        : null;
  }
}
