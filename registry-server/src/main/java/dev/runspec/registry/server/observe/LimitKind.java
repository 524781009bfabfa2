package dev.runspec.registry.server.observe;

import java.util.Locale;

/** The limits that a caller can hit. */
public enum LimitKind {
  /** Too many requests from one address. */
  RATE,
  /** Too many wrong keys from one address. */
  FAILED_KEYS,
  /** A body over the limit. */
  BODY_SIZE,
  /** A request line over the limit. */
  REQUEST_LINE,
  /** A header that did not come in time. */
  SLOW_HEADER,
  /** A body that did not come in time. */
  SLOW_BODY,
  /** An answer that was not taken in time. */
  SLOW_READER,
  /** A connection on which nothing happened. */
  IDLE;

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
