package dev.runspec.registry.cli.difference;

import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.ToolName;
import org.jspecify.annotations.Nullable;

/**
 * One thing in which two hosts differ.
 *
 * @param tool the tool in question
 * @param agent the agent that offers it, where several of a host do; else null
 * @param kind in what they differ
 * @param member the member of the tool that differs, as a JSON Pointer; empty for the whole tool
 * @param left its value on the one host, or null where it has none
 * @param right its value on the other host, or null where it has none
 */
public record Difference(
    ToolName tool,
    @Nullable String agent,
    Kind kind,
    String member,
    @Nullable JsonDocument left,
    @Nullable JsonDocument right) {

  /** In what two hosts can differ. */
  public enum Kind {
    /** One has the tool and the other has not. */
    PRESENCE,
    /** What the tool is. */
    DEFINITION,
    /** How it is run. */
    EXECUTION
  }
}
