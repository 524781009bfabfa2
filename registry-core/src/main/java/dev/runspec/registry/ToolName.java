package dev.runspec.registry;

/**
 * The name of a tool, the same on every host that has it.
 *
 * @param value any text that is not empty, at most 1024 characters
 */
public record ToolName(String value) implements Comparable<ToolName> {

  public ToolName {
    Text.required(value, "tool name");
  }

  @Override
  public int compareTo(ToolName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
