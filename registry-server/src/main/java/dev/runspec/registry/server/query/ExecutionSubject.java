package dev.runspec.registry.server.query;

import dev.runspec.registry.Execution;

/** How a tool is run on one host, as filters see it. */
record ExecutionSubject(Execution execution) implements Subject {

  @Override
  public Value value(Selector selector, Work work) {
    return switch (selector.field()) {
      case "run_as", "run-as", "x-run-as" -> Value.of(execution.runAs());
      case "command", "x-command" -> Value.of(execution.command());
      case "become_method", "x-become-method" -> Value.of(execution.becomeMethod());
      case "become_flags", "x-become-flags" -> Value.of(execution.becomeFlags());
      default -> throw new IllegalArgumentException("executions have no " + selector.field());
    };
  }
}
