package dev.runspec.registry.cli;

/** A command that has more to say about an option that it does not know. */
public interface UnknownOptionHint {

  /** To follow the complaint about {@code option}: what may have been meant. */
  String onUnknownOption(String option);
}
