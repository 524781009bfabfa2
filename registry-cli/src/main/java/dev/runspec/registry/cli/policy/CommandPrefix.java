package dev.runspec.registry.cli.policy;

import java.util.Arrays;
import java.util.List;

/**
 * Programs that may be run: a program, a folder with all below it, or a program's bare name.
 *
 * @param text {@code /opt/shop/bin/deploy}, {@code /opt/shop/bin} or {@code uptime}
 */
record CommandPrefix(String text) {

  /**
   * @throws IllegalArgumentException if it is neither a plain path from the root nor a bare name
   */
  CommandPrefix {
    boolean isName = text.indexOf('/') < 0 && !text.isEmpty();
    if (!isName && !isPlainPath(text)) {
      throw new IllegalArgumentException(
          "is neither a path from / on without . and .., nor a name");
    }
  }

  /** Whether this command is, or is below, that; what goes up, or around, is not. */
  boolean covers(String command) {
    if (text.indexOf('/') < 0) {
      return command.equals(text);
    }
    if (!isPlainPath(command) || command.endsWith("/")) {
      return false;
    }
    return command.equals(text) || command.startsWith(text.endsWith("/") ? text : text + "/");
  }

  private static boolean isPlainPath(String path) {
    if (!path.startsWith("/")) {
      return false;
    }
    if (path.equals("/")) {
      return true;
    }
    String inside = path.substring(1, path.endsWith("/") ? path.length() - 1 : path.length());
    List<String> segments = Arrays.asList(inside.split("/", -1));
    return segments.stream().noneMatch(each -> each.isEmpty() || each.matches("\\.{1,2}"));
  }

  @Override
  public String toString() {
    return text;
  }
}
