package dev.runspec.registry.cli.output;

import dev.runspec.registry.Execution;
import dev.runspec.registry.SshTarget;
import dev.runspec.registry.ToolGroup;
import dev.runspec.registry.ToolHost;
import dev.runspec.registry.json.ToolGroupJson;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How tools are shown, and the hosts of one. */
public final class ToolListing {

  private static final int MOST_HOSTS = 3;
  private static final int HASH_START = 12;

  /** Tools, a row each. */
  public static final Listing<ToolGroup> TOOLS =
      new Listing<>(
          List.of(
              Column.always("NAME", group -> group.name().value()),
              Column.narrow("HOSTS", ToolListing::someHosts),
              Column.wide("HOSTS", ToolListing::allHosts),
              Column.wide("VARIANTS", group -> String.valueOf(group.variants().size())),
              Column.narrow(
                  "DESCRIPTION", group -> group.description().lines().findFirst().orElse("")),
              Column.wide("DESCRIPTION", ToolGroup::description)),
          group -> group.name().value(),
          ToolGroupJson::write);

  /** The hosts of one tool, a row each; the JSON is that of the tool. */
  public static final Listing<ToolHost> HOSTS =
      new Listing<>(
          List.of(
              Column.always("HOST", host -> host.host().value()),
              Column.always("INSTANCE", ToolHost::instance),
              Column.always("RUN AS", host -> orNothing(host.execution().runAs())),
              Column.wide("BECOME", host -> become(host.execution())),
              Column.always("COMMAND", host -> orNothing(host.execution().command())),
              Column.wide("VERSION", ToolHost::version),
              Column.wide("INSTANCE ID", ToolHost::instanceId),
              Column.wide("SSH", host -> ssh(host.ssh())),
              Column.wide("LABELS", host -> labels(host.labels())),
              Column.wide("SCHEMA", host -> start(host.schemaHash()))),
          host -> host.host().value(),
          host -> {
            throw new IllegalStateException("a tool's host has no JSON of its own");
          });

  private ToolListing() {}

  static String ssh(@Nullable SshTarget target) {
    if (target == null) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    if (target.user() != null) {
      text.append(target.user()).append('@');
    }
    text.append(orNothing(target.address()));
    if (target.port() != null) {
      text.append(':').append(target.port());
    }
    return text.toString();
  }

  static String labels(Map<String, String> labels) {
    return new TreeMap<>(labels)
        .entrySet().stream()
            .map(label -> label.getKey() + "=" + label.getValue())
            .collect(Collectors.joining(","));
  }

  private static String someHosts(ToolGroup group) {
    String some =
        group.hosts().stream()
            .limit(MOST_HOSTS)
            .map(host -> host.host().value())
            .collect(Collectors.joining(","));
    int others = group.hosts().size() - MOST_HOSTS;
    return others > 0 ? some + " +" + others : some;
  }

  private static String allHosts(ToolGroup group) {
    return group.hosts().stream().map(host -> host.host().value()).collect(Collectors.joining(","));
  }

  private static String become(Execution execution) {
    String runAs = orNothing(execution.runAs());
    if (runAs.isEmpty()) {
      return "";
    }
    String method = execution.becomeMethod() == null ? "sudo" : execution.becomeMethod();
    String flags = orNothing(execution.becomeFlags());
    return flags.isEmpty() ? method : method + " " + flags;
  }

  private static String start(String hash) {
    return hash.length() <= HASH_START ? hash : hash.substring(0, HASH_START);
  }

  private static String orNothing(@Nullable String text) {
    return text == null ? "" : text;
  }
}
