package dev.runspec.registry.catalog;

import dev.runspec.registry.HostName;

/**
 * The place that an agent takes on a host: of several instances in one slot, only one speaks.
 *
 * @param host the host
 * @param name the agent's name
 * @param ordinal 0, but for a tool that one agent gives twice
 */
public record Slot(HostName host, String name, int ordinal) implements Comparable<Slot> {

  @Override
  public int compareTo(Slot other) {
    int order = host.compareTo(other.host);
    if (order == 0) {
      order = name.compareTo(other.name);
    }
    return order == 0 ? Integer.compare(ordinal, other.ordinal) : order;
  }

  Slot again(int times) {
    return times == 0 ? this : new Slot(host, name, times);
  }
}
