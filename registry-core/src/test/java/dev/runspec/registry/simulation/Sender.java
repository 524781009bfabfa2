package dev.runspec.registry.simulation;

import java.util.function.Consumer;

/** The way to the registry. */
public interface Sender {

  /** Sends a request, which may come once, twice or not at all, and so may the reply. */
  void send(Request request, Consumer<Reply> receiver);
}
