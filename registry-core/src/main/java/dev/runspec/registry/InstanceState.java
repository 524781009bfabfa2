package dev.runspec.registry;

import java.util.Locale;

/** How an instance stands. */
public enum InstanceState {
  /** Heard of within its time to live. */
  LIVE,
  /** Heard of within its time to live, and taken out of tools and hosts by an operator. */
  DRAINING,
  /** Not heard of within its time to live. */
  STALE,
  /** Deregistered. */
  GONE,
  /** A state that only a newer registry knows. */
  UNKNOWN;

  /** Its name on the wire: {@code live}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the agent is there: live or draining. */
  public boolean isActive() {
    return this == LIVE || this == DRAINING;
  }

  /** The state of this wire name; {@link #UNKNOWN} for one that is new to us. */
  public static InstanceState named(String wireName) {
    for (InstanceState state : values()) {
      if (state.wireName().equals(wireName)) {
        return state;
      }
    }
    return UNKNOWN;
  }
}
