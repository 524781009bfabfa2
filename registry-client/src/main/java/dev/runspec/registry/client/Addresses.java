package dev.runspec.registry.client;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The addresses of one registry. Safe for use by many threads: all that changes is which one
 * answered last.
 */
final class Addresses {

  private static final System.Logger LOG = System.getLogger(Addresses.class.getName());

  private final List<RegistryAddress> all;
  private volatile RegistryAddress last;

  /** Those of {@code named}, without repetitions; at least one. */
  Addresses(List<RegistryAddress> named) {
    this.all = List.copyOf(new LinkedHashSet<>(named));
    this.last = all.get(0);
  }

  /** In the order in which to try them: first the one that answered last, then those after it. */
  List<RegistryAddress> inOrder() {
    int first = all.indexOf(last);
    List<RegistryAddress> order = new ArrayList<>(all.subList(first, all.size()));
    order.addAll(all.subList(0, first));
    return order;
  }

  /** Takes note that this one answers. */
  void answered(RegistryAddress address) {
    RegistryAddress before = last;
    if (!before.equals(address)) {
      last = address;
      LOG.log(Level.INFO, () -> "the registry is asked at " + address + " now, not at " + before);
    }
  }

  /** Whether one of them speaks TLS. */
  boolean areAnySecure() {
    return all.stream().anyMatch(RegistryAddress::isSecure);
  }

  @Override
  public String toString() {
    return all.stream().map(RegistryAddress::toString).collect(Collectors.joining(", "));
  }
}
