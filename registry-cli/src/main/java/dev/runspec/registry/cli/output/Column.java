package dev.runspec.registry.cli.output;

import java.util.function.Function;

/**
 * A column of a table.
 *
 * @param title its head
 * @param presence in which tables it stands
 * @param text what it says of a row, untrusted
 * @param tint the colour of that
 */
record Column<T>(
    String title, Presence presence, Function<T, String> text, Function<T, Tint> tint) {

  /** Widest text of a column outside of wide tables. */
  private static final int WIDEST = 60;

  /** In which tables a column stands. */
  enum Presence {
    ALWAYS,
    /** Like always, and never cut short. */
    WHOLE,
    NARROW,
    WIDE
  }

  /** A column of every table. */
  static <T> Column<T> always(String title, Function<T, String> text) {
    return new Column<>(title, Presence.ALWAYS, text, row -> Tint.NONE);
  }

  /** A column of every table whose texts are of use only as a whole; best the last one. */
  static <T> Column<T> whole(String title, Function<T, String> text) {
    return new Column<>(title, Presence.WHOLE, text, row -> Tint.NONE);
  }

  /** A column of wide tables. */
  static <T> Column<T> wide(String title, Function<T, String> text) {
    return new Column<>(title, Presence.WIDE, text, row -> Tint.NONE);
  }

  /** A column that gives its place to others in wide tables. */
  static <T> Column<T> narrow(String title, Function<T, String> text) {
    return new Column<>(title, Presence.NARROW, text, row -> Tint.NONE);
  }

  /** The same in colours. */
  Column<T> tinted(Function<T, Tint> colours) {
    return new Column<>(title, presence, text, colours);
  }

  boolean isIn(OutputFormat format) {
    return presence == Presence.ALWAYS
        || presence == Presence.WHOLE
        || presence == (format == OutputFormat.WIDE ? Presence.WIDE : Presence.NARROW);
  }

  /** What stands in its cell of this row; a dash for nothing. */
  String cell(T row, OutputFormat format) {
    String shown = Visible.of(text.apply(row));
    boolean isWhole = format == OutputFormat.WIDE || presence == Presence.WHOLE;
    String fitting = isWhole ? shown : DisplayWidth.cut(shown, WIDEST);
    return fitting.isEmpty() ? "-" : fitting;
  }
}
