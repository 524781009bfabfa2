package dev.runspec.registry.mcp;

import dev.runspec.registry.JsonDocument;

/** Where messages to a client go. Used by many threads. */
@FunctionalInterface
public interface Outlet {

  /** Sends one message, on a line of its own where messages are lines. It does not throw. */
  void send(JsonDocument message);
}
