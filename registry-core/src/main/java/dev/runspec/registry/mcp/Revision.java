package dev.runspec.registry.mcp;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A revision of the protocol that is spoken here, the oldest first. */
public enum Revision {
  /** The first one in use. */
  V2024_11_05("2024-11-05"),
  /** The only one in which several messages may come as one. */
  V2025_03_26("2025-03-26"),
  /** Structured results. */
  V2025_06_18("2025-06-18"),
  /** The last one that begins with a handshake. */
  V2025_11_25("2025-11-25"),
  /** Without a handshake: every request says by itself what it needs. */
  V2026_07_28("2026-07-28");

  /** The newest that {@code initialize} can agree on. */
  public static final Revision NEWEST_WITH_HANDSHAKE = V2025_11_25;

  private final String wireName;

  Revision(String wireName) {
    this.wireName = wireName;
  }

  /** Its name on the wire, which is a date. */
  public String wireName() {
    return wireName;
  }

  /** Whether every request carries its own version, and there is no handshake. */
  public boolean isStateless() {
    return this == V2026_07_28;
  }

  /** Whether an array of messages is one message. */
  public boolean hasBatches() {
    return this == V2025_03_26;
  }

  /** The revision of this name, if we speak it. */
  public static Optional<Revision> named(String wireName) {
    return Arrays.stream(values()).filter(each -> each.wireName.equals(wireName)).findFirst();
  }

  /** The names of those that a request may carry. */
  static List<String> statelessNames() {
    return Arrays.stream(values()).filter(Revision::isStateless).map(Revision::wireName).toList();
  }
}
