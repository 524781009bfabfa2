package dev.runspec.registry.fuzz;

import org.jspecify.annotations.Nullable;

/** How an error must read: one line that says something. */
public final class OneLine {

  private OneLine() {}

  /** Fails unless the message is one line, without control characters. */
  public static void require(@Nullable String message) {
    if (message == null || message.isBlank() || message.equals("null")) {
      throw new AssertionError("an error says nothing: " + message);
    }
    if (message.codePoints().anyMatch(OneLine::breaks)) {
      throw new AssertionError("an error is more than a line: " + message);
    }
  }

  private static boolean breaks(int point) {
    return Character.isISOControl(point)
        || Character.getType(point) == Character.LINE_SEPARATOR
        || Character.getType(point) == Character.PARAGRAPH_SEPARATOR;
  }
}
