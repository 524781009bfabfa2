package dev.runspec.registry.command;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** POSIX single quoting: any text becomes exactly one word of a shell, and nothing in it acts. */
public final class ShellQuote {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  private ShellQuote() {}

  /**
   * Returns {@code text} as one word, the way Python's {@code shlex.quote} writes it.
   *
   * @throws IllegalArgumentException if it holds a NUL, which no shell can carry
   */
  public static String quote(String text) {
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a shell word cannot hold a NUL character");
    }
    return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\"'\"'") + "'";
  }

  /** Returns the words quoted, with a space between them. */
  public static String join(List<String> words) {
    return words.stream().map(ShellQuote::quote).collect(Collectors.joining(" "));
  }
}
