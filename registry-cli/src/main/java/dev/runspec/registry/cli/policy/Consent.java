package dev.runspec.registry.cli.policy;

import dev.runspec.registry.Autonomy;

/** What is needed of people before something runs, the least first. */
public enum Consent {
  /** Nothing. */
  NONE,
  /** Somebody is there to see it, or said yes to it with {@code --yes}. */
  WATCHED,
  /** A yes: to a question, or with {@code --yes}. */
  YES,
  /** A yes of a person to a question; no option stands for it. */
  PERSON;

  /** What a tool's agent asks for. */
  static Consent of(Autonomy autonomy) {
    return switch (autonomy) {
      case AUTONOMOUS -> NONE;
      case SUPERVISED -> WATCHED;
      case CONFIRM, UNKNOWN -> YES;
      case MANUAL -> PERSON;
    };
  }

  /** The one of both that asks for more. */
  Consent and(Consent other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
