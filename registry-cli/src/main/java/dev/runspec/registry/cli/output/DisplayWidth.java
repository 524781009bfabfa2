package dev.runspec.registry.cli.output;

/** How many cells of a terminal a text takes. */
final class DisplayWidth {

  /** First and last of the ranges that take two cells (Unicode's East Asian Width W and F). */
  private static final int[] WIDE = {
    0x1100, 0x115f, 0x231a, 0x231b, 0x23e9, 0x23ec, 0x2e80, 0x303e, 0x3041, 0x33ff, 0x3400, 0x4dbf,
    0x4e00, 0x9fff, 0xa000, 0xa4cf, 0xa960, 0xa97f, 0xac00, 0xd7a3, 0xf900, 0xfaff, 0xfe30, 0xfe6f,
    0xff00, 0xff60, 0xffe0, 0xffe6, 0x1f300, 0x1f64f, 0x1f680, 0x1f6ff, 0x1f900, 0x1f9ff, 0x1fa70,
    0x1faff, 0x20000, 0x3fffd
  };

  private DisplayWidth() {}

  static int of(String text) {
    return text.codePoints().map(DisplayWidth::of).sum();
  }

  /**
   * {@code text}, cut to at most {@code most} cells with an ellipsis where something is missing.
   */
  static String cut(String text, int most) {
    if (of(text) <= most) {
      return text;
    }
    int width = 1;
    int end = 0;
    while (end < text.length()) {
      int character = text.codePointAt(end);
      width += of(character);
      if (width > most) {
        break;
      }
      end += Character.charCount(character);
    }
    return text.substring(0, end).stripTrailing() + "…";
  }

  private static int of(int character) {
    int type = Character.getType(character);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    for (int range = 0; range < WIDE.length; range += 2) {
      if (character < WIDE[range]) {
        return 1;
      }
      if (character <= WIDE[range + 1]) {
        return 2;
      }
    }
    return 1;
  }
}
