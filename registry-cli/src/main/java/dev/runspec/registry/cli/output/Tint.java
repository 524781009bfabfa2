package dev.runspec.registry.cli.output;

import dev.runspec.registry.InstanceState;

/** The colours of a table. */
enum Tint {
  NONE(""),
  GOOD("32"),
  CAUTION("33"),
  BAD("31"),
  FAINT("2");

  private final String code;

  Tint(String code) {
    this.code = code;
  }

  /** {@code text} between the escape sequences of this colour. */
  String around(String text) {
    return this == NONE ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
  }

  static Tint of(InstanceState state) {
    return switch (state) {
      case LIVE -> GOOD;
      case DRAINING -> CAUTION;
      case STALE -> BAD;
      case GONE -> FAINT;
      case UNKNOWN -> NONE;
    };
  }
}
