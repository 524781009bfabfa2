package dev.runspec.registry;

/**
 * The id under which one run of an agent is known. Chosen by the agent, never read into.
 *
 * @param value any text that is not empty, at most 1024 characters
 */
public record InstanceId(String value) implements Comparable<InstanceId> {

  public InstanceId {
    Text.required(value, "instance_id");
  }

  @Override
  public int compareTo(InstanceId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
