package dev.runspec.registry.client;

import java.util.Locale;

/** Why events were missed. */
public enum ResetReason {
  /** The registry does not remember that far back. */
  TOO_OLD,
  /** The registry counts its revisions afresh; perhaps it is another one. */
  EPOCH,
  /** The events were not read as fast as they came. */
  SLOW,
  /** An event could not be read: it is too large, or not what this client understands. */
  UNREADABLE,
  /** Something that only a newer registry knows. */
  UNKNOWN;

  /** The reason of this wire name, such as {@code too-old}. */
  static ResetReason named(String wireName) {
    for (ResetReason reason : values()) {
      if (reason.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(wireName)) {
        return reason;
      }
    }
    return UNKNOWN;
  }
}
