package dev.runspec.registry;

/**
 * The name of a host, as its agent gives it. It need not resolve: see {@link SshTarget}.
 *
 * @param value any text that is not empty, at most 1024 characters
 */
public record HostName(String value) implements Comparable<HostName> {

  public HostName {
    Text.required(value, "host");
  }

  @Override
  public int compareTo(HostName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
