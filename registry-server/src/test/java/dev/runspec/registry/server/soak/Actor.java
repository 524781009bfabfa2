package dev.runspec.registry.server.soak;

import java.io.IOException;
import java.time.Duration;

/** One kind of caller. */
@FunctionalInterface
interface Actor {

  /**
   * Does something, and comes back soon when the gate is to be closed.
   *
   * @return how long it rests then
   */
  Duration act(Caller caller, Gate gate) throws IOException, InterruptedException;
}
