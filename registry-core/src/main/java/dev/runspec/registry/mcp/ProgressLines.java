package dev.runspec.registry.mcp;

/** Told of a call's progress, a line at a time. What comes after the end of the call is dropped. */
@FunctionalInterface
public interface ProgressLines {

  /** For those who did not ask. */
  ProgressLines NONE = line -> {};

  void line(String text);
}
