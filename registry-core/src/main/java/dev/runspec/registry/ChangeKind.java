package dev.runspec.registry;

import java.util.Locale;

/** What can happen to an instance. */
public enum ChangeKind {
  /** It registered, or said anew who it is. */
  REGISTERED,
  /** It published its tools. */
  TOOLS,
  /** Its time was up. */
  STALE,
  /** It came back, or an operator put it back. */
  LIVE,
  /** An operator took it out of tools and hosts. */
  DRAINING,
  /** It left. */
  DEREGISTERED,
  /** It is no longer known. */
  REAPED,
  /** Something that only a newer registry knows. */
  UNKNOWN;

  /** Its name on the wire: {@code registered}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether what the instance says about itself may have changed, its tools among it. */
  public boolean isTold() {
    return this == REGISTERED || this == TOOLS;
  }

  /** The kind of this wire name; {@link #UNKNOWN} for one that is new to us. */
  public static ChangeKind named(String wireName) {
    for (ChangeKind kind : values()) {
      if (kind.wireName().equals(wireName)) {
        return kind;
      }
    }
    return UNKNOWN;
  }
}
