package dev.runspec.registry.server.live;

import dev.runspec.registry.InstanceId;
import dev.runspec.registry.ToolName;

/** What somebody waits for: whoever waits under a topic is woken when an event touches it. */
public sealed interface Topic {

  /** Everything that happens. */
  Topic EVENTS = List.EVENTS;

  /** The list of instances. */
  Topic INSTANCES = List.INSTANCES;

  /** The list of tools. */
  Topic TOOLS = List.TOOLS;

  /** The list of hosts. */
  Topic HOSTS = List.HOSTS;

  /** One instance. */
  record Instance(InstanceId id) implements Topic {}

  /** One tool. */
  record Tool(ToolName name) implements Topic {}

  /** A list as a whole. */
  enum List implements Topic {
    EVENTS,
    INSTANCES,
    TOOLS,
    HOSTS
  }
}
