package dev.runspec.registry.cli.output;

/** A line of a screen, which must not take more than one. */
public final class ScreenLine {

  private ScreenLine() {}

  /** Untrusted text in one line of at most so many cells. */
  public static String cut(String text, int columns) {
    return DisplayWidth.cut(Visible.of(text), columns);
  }
}
