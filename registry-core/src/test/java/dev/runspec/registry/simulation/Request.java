package dev.runspec.registry.simulation;

import dev.runspec.registry.Heartbeat;
import dev.runspec.registry.InstanceId;
import dev.runspec.registry.Registration;
import dev.runspec.registry.Tool;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be asked of the registry over the network. */
public sealed interface Request {

  InstanceId id();

  record Register(Registration registration) implements Request {
    @Override
    public InstanceId id() {
      return registration.id();
    }
  }

  record Publish(InstanceId id, List<Tool> tools, @Nullable String hash) implements Request {}

  record Beat(InstanceId id, Heartbeat heartbeat) implements Request {}

  record Drain(InstanceId id) implements Request {}

  record Undrain(InstanceId id) implements Request {}

  record Deregister(InstanceId id) implements Request {}

  /** In a few words, for the history. */
  default String brief() {
    return getClass().getSimpleName() + " " + id();
  }
}
