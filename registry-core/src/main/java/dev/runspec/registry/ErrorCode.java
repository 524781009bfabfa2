package dev.runspec.registry;

import java.util.Locale;

/** Why the registry said no. Stable on the wire: callers switch on it and never match on text. */
public enum ErrorCode {
  /** The key is missing or wrong, or the caller may not do this from where it is. */
  FORBIDDEN,
  INSTANCE_NOT_FOUND,
  TOOL_NOT_FOUND,
  /** No such path. */
  ROUTE_NOT_FOUND,
  METHOD_NOT_ALLOWED,
  /** The request as HTTP cannot be understood. */
  MALFORMED_REQUEST,
  PAYLOAD_TOO_LARGE,
  URI_TOO_LONG,
  UNSUPPORTED_MEDIA_TYPE,
  /**
   * The request is well formed and does not fit: a wrong type, a missing member, an absurd size.
   */
  INVALID_REQUEST,
  /** Too many requests; try again after the time that the answer names. */
  RATE_LIMITED,
  /** The caller was too slow to send its request. */
  REQUEST_TIMEOUT,
  /** The store cannot take writes now; nothing was changed. */
  STORE_UNAVAILABLE,
  /** A fault of the registry's own. */
  INTERNAL_ERROR,
  /** A code that only a newer registry knows. */
  UNKNOWN;

  /** Its name on the wire: {@code instance-not-found}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The code of this wire name; {@link #UNKNOWN} for one that is new to us. */
  public static ErrorCode named(String wireName) {
    for (ErrorCode code : values()) {
      if (code.wireName().equals(wireName)) {
        return code;
      }
    }
    return UNKNOWN;
  }
}
