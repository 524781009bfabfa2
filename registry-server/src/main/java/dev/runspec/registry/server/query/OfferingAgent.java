package dev.runspec.registry.server.query;

import dev.runspec.registry.InstanceState;
import dev.runspec.registry.Registration;

/** An agent as filters of tools see it: itself alone. */
record OfferingAgent(Registration agent, InstanceState state) implements Subject {

  @Override
  public Value value(Selector selector, Work work) {
    Value value = AgentValues.of(agent, state, selector);
    if (value == null) {
      throw new IllegalArgumentException("agents have no field " + selector.field());
    }
    return value;
  }
}
