package dev.runspec.registry.client;

/** Which instances a list speaks of. */
public enum Liveness {
  /** Only those whose agent is there now. */
  LIVE,
  /** Every one that the registry knows, also those that are stale or have left. */
  ALL;

  /** As the query parameter {@code active=}. */
  String query() {
    return "active=" + (this == LIVE);
  }
}
