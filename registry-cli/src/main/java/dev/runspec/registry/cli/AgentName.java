package dev.runspec.registry.cli;

/**
 * The name of an agent, as its instances bear it.
 *
 * @param value any text that is not empty
 */
public record AgentName(String value) {

  public AgentName {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("the name of an agent is empty");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
