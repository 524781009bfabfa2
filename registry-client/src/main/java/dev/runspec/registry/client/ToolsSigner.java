package dev.runspec.registry.client;

import dev.runspec.registry.Registration;
import dev.runspec.registry.ToolsSignature;

/**
 * Signs the tools of an agent, each time that is due: before they are published, and again a day
 * later, so that callers may refuse what is old.
 */
@FunctionalInterface
public interface ToolsSigner {

  /**
   * Signs what {@code signature.Statement} makes of this agent.
   *
   * @param agent the agent, with the tools that it is about to publish
   * @throws RuntimeException if it cannot: what was signed before stays, tools that are new go
   *     unsigned, and it is asked again some minutes later
   */
  ToolsSignature sign(Registration agent);
}
