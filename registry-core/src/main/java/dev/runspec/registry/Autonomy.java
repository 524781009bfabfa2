package dev.runspec.registry;

import java.util.Locale;

/** How much a machine may do with a tool by itself, as its agent says it: {@code x-autonomy}. */
public enum Autonomy {
  /** People only. */
  MANUAL,
  /** Only while a person watches. */
  SUPERVISED,
  /** Once a person has said yes to this run. */
  CONFIRM,
  /** Without asking. */
  AUTONOMOUS,
  /** The agent said nothing, or a level that only newer ones know: allow nothing by itself. */
  UNKNOWN;

  /** Its name on the wire: {@code confirm}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The level of this wire name; {@link #UNKNOWN} for one that is new to us. */
  public static Autonomy named(String wireName) {
    for (Autonomy level : values()) {
      if (level.wireName().equals(wireName)) {
        return level;
      }
    }
    return UNKNOWN;
  }
}
