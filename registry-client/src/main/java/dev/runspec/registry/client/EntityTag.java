package dev.runspec.registry.client;

import java.util.Optional;

/**
 * What names a state of what was read, RFC 9110 section 8.8.3.
 *
 * @param wire as it was sent, quotes and all
 */
record EntityTag(String wire) {

  private static final int LONGEST = 1024;

  /** The tag of an answer; empty where it has none that could be sent back. */
  static Optional<EntityTag> of(Answer answer) {
    return answer
        .header("ETag")
        .filter(tag -> tag.length() <= LONGEST)
        .filter(tag -> tag.chars().allMatch(unit -> unit > ' ' && unit < 127))
        .map(EntityTag::new);
  }

  /** Whether both name the same state: as weak tags, and packed or not. */
  boolean isOfTheSame(EntityTag other) {
    return core().equals(other.core());
  }

  private String core() {
    String opaque = wire.startsWith("W/") ? wire.substring(2) : wire;
    return opaque.endsWith("-gz\"") ? opaque.substring(0, opaque.length() - 4) + "\"" : opaque;
  }

  @Override
  public String toString() {
    return wire;
  }
}
