package dev.runspec.registry;

import java.util.regex.Pattern;

/**
 * A place in the course of changes: what was known there, and what came after.
 *
 * @param epoch names one course of revisions; another one means that they started afresh and cannot
 *     be compared. Letters and digits
 * @param revision how many changes led there; only grows within an epoch
 */
public record Position(String epoch, long revision) {

  private static final Pattern EPOCH = Pattern.compile("[A-Za-z0-9]{1,64}");

  public Position {
    if (!EPOCH.matcher(epoch).matches()) {
      throw new IllegalArgumentException("epoch is not of letters and digits: " + epoch);
    }
    if (revision < 0) {
      throw new IllegalArgumentException("revision is negative: " + revision);
    }
  }

  /**
   * The position of this text, {@code 5f2c91d20b7e4a11-17}.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Position parse(String text) {
    int dash = text.indexOf('-');
    try {
      return new Position(
          text.substring(0, Math.max(0, dash)), Long.parseLong(text.substring(dash + 1)));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("not a position such as 5f2c91d20b7e4a11-17: " + text, e);
    }
  }

  /** The place of this revision in the same course of changes. */
  public Position at(long other) {
    return new Position(epoch, other);
  }

  /** As it stands on the wire. */
  @Override
  public String toString() {
    return epoch + "-" + revision;
  }
}
