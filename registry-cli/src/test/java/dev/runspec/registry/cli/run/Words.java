package dev.runspec.registry.cli.run;

import dev.runspec.registry.Execution;
import dev.runspec.registry.HostName;
import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.ToolGroup;
import dev.runspec.registry.ToolHost;
import dev.runspec.registry.ToolName;
import dev.runspec.registry.command.SshOverrides;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A tool on hosts that need not be there. */
final class Words {

  private Words() {}

  static HostName host(String name) {
    return new HostName(name);
  }

  static Attempt attempt(String host, String command, String... arguments) {
    ToolHost place =
        new ToolHost(
            host(host),
            new Execution(command, null, null, null),
            "id",
            "shop",
            "1",
            Map.of(),
            null,
            "abc");
    ToolGroup group =
        new ToolGroup(
            new ToolName("deploy"),
            "",
            JsonDocument.EMPTY_OBJECT,
            List.of(place),
            List.of(),
            Map.of());
    return new Attempt(group, place, List.of(arguments), SshOverrides.NONE);
  }

  static Prepared prepared(String host) {
    if (Preparation.standard().of(attempt(host, "deploy")) instanceof Readiness.Ready ready) {
      return ready.run();
    }
    throw new AssertionError("not ready: " + host);
  }

  /** {@code h1}, {@code h2} and so on. */
  static List<Prepared> hosts(int number) {
    return IntStream.rangeClosed(1, number).mapToObj(each -> prepared("h" + each)).toList();
  }
}
