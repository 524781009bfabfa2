package dev.runspec.registry.server.query;

import dev.runspec.registry.InstanceState;
import dev.runspec.registry.Registration;
import dev.runspec.registry.SshTarget;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one agent says of itself, and how it stands. */
final class AgentValues {

  private AgentValues() {}

  /** The value of a field that hosts, instances and tools have in common; null for another. */
  static @Nullable Value of(Registration agent, InstanceState state, Selector selector) {
    return switch (selector.field()) {
      case "host" -> Value.of(agent.host().value());
      case "instance" -> Value.of(agent.name());
      case "instance_id" -> Value.of(agent.id().value());
      case "version" -> Value.of(agent.version());
      case "state" -> Value.of(state.wireName());
      case "labels" ->
          selector.below().isEmpty()
              ? new Value.Members(agent.labels().keySet())
              : Value.of(agent.labels().get(selector.below().get(0)));
      case "ssh" -> ssh(agent.ssh(), selector.below());
      default -> null;
    };
  }

  private static Value ssh(@Nullable SshTarget target, List<String> below) {
    if (target == null) {
      return Value.NOTHING;
    }
    Integer port = target.port();
    if (below.isEmpty()) {
      List<String> names = new ArrayList<>();
      if (target.address() != null) {
        names.add("address");
      }
      if (port != null) {
        names.add("port");
      }
      if (target.user() != null) {
        names.add("user");
      }
      return new Value.Members(names);
    }
    return below.size() > 1
        ? Value.NOTHING
        : switch (below.get(0)) {
          case "address" -> Value.of(target.address());
          case "port" -> Value.of(port == null ? null : port.toString());
          case "user" -> Value.of(target.user());
          default -> Value.NOTHING;
        };
  }
}
