package dev.runspec.registry.cli.output;

import dev.runspec.registry.InstanceEvent;
import dev.runspec.registry.Position;
import dev.runspec.registry.client.ResetReason;

/** How events are written, a line each. */
public interface EventLines {

  /** Something happened to an instance. */
  String change(Position position, InstanceEvent event);

  /** Events were missed. */
  String reset(Position position, ResetReason reason);
}
