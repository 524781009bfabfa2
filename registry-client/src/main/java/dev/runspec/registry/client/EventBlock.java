package dev.runspec.registry.client;

import org.jspecify.annotations.Nullable;

/** What stands between two empty lines of an event stream. */
final class EventBlock {

  private final String type;
  private final byte @Nullable [] data;
  private final boolean isCut;
  private final @Nullable String id;

  EventBlock(String type, byte @Nullable [] data, boolean isCut, @Nullable String id) {
    this.type = type;
    this.data = data;
    this.isCut = isCut;
    this.id = id;
  }

  /** What its {@code event} line says; {@code message} if it has none. */
  String type() {
    return type;
  }

  /** Its {@code data} lines, joined by line feeds; null if it has none, or {@link #isCut}. */
  byte @Nullable [] data() {
    return data;
  }

  /** Whether its data was larger than what is taken, and so was not kept. */
  boolean isCut() {
    return isCut;
  }

  /** The last id of the stream, this block's own or an earlier one; null if there was none. */
  @Nullable String id() {
    return id;
  }
}
