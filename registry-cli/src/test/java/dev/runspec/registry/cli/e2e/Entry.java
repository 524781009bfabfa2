package dev.runspec.registry.cli.e2e;

import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.Registration;
import dev.runspec.registry.SshTarget;
import dev.runspec.registry.Tool;
import dev.runspec.registry.json.ToolJson;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An agent with one tool, as any program could put it into a registry: nothing is checked here. */
record Entry(String host, String tool, Map<String, String> members, @Nullable SshTarget ssh) {

  /** A tool on {@code host} that runs {@code command} as the login itself. */
  static Entry of(String host, String tool, String command) {
    return new Entry(host, tool, Map.of("x-command", command), null);
  }

  Entry as(String user, String method) {
    return with("x-run-as", user).with("x-become-method", method);
  }

  Entry with(String member, String value) {
    Map<String, String> more = new LinkedHashMap<>(members);
    more.put(member, value);
    return new Entry(host, tool, more, ssh);
  }

  Entry at(@Nullable SshTarget target) {
    return new Entry(host, tool, members, target);
  }

  /** Registers it as an agent of this name. */
  void registerIn(LiveRegistry registry, String agent) {
    registry
        .client()
        .register(
            Registration.builder(UUID.randomUUID().toString(), agent, "1", host)
                .heartbeatInterval(Duration.ofDays(1))
                .ssh(ssh)
                .tools(List.of(document()))
                .build());
  }

  private Tool document() {
    StringBuilder json = new StringBuilder("{\"name\":" + JsonDocument.string(tool));
    members.forEach(
        (member, value) -> json.append(",\"" + member + "\":").append(JsonDocument.string(value)));
    return ToolJson.read(new JsonDocument(json + "}").utf8());
  }
}
