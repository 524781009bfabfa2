package dev.runspec.registry.client;

import java.util.Optional;

/**
 * A moment in the history of a registry: {@code 5f2c91d20b7e4a11-17} on the wire. Later moments of
 * one epoch have higher revisions; moments of different epochs have nothing to do with each other.
 *
 * @param epoch which history; another one begins when a registry starts its revisions afresh
 * @param revision how far it had come
 */
public record Position(String epoch, long revision) {

  static final String HEADER = "X-Registry-Position";

  private static final int LONGEST = 200;

  public Position {
    if (epoch.isEmpty() || !epoch.chars().allMatch(unit -> unit > ' ' && unit < 127)) {
      throw new IllegalArgumentException("epoch is not one word of ASCII: " + epoch);
    }
    if (revision < 0) {
      throw new IllegalArgumentException("revision is negative: " + revision);
    }
  }

  /** The position of this form on the wire; empty if it is of another form. */
  public static Optional<Position> parse(String wire) {
    int dash = wire.lastIndexOf('-');
    if (dash <= 0 || wire.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Position(wire.substring(0, dash), Long.parseLong(wire.substring(dash + 1))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Where an answer stands, if it says so. */
  static Optional<Position> of(Answer answer) {
    return answer.header(HEADER).flatMap(Position::parse);
  }

  /** As it stands on the wire. */
  @Override
  public String toString() {
    return epoch + "-" + revision;
  }
}
