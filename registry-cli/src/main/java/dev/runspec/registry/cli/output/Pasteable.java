package dev.runspec.registry.cli.output;

import dev.runspec.registry.command.ShellQuote;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Words as a person pastes them into a shell. What a terminal would obey, or hide, stands there as
 * bash, zsh and ksh write it: {@code $'\033'}.
 */
final class Pasteable {

  private Pasteable() {}

  static String line(List<String> words) {
    return words.stream().map(Pasteable::word).collect(Collectors.joining(" "));
  }

  private static String word(String word) {
    if (word.codePoints().noneMatch(Visible::isUnseen)) {
      return ShellQuote.quote(word);
    }
    StringBuilder quoted = new StringBuilder("$'");
    word.codePoints()
        .forEach(
            point -> {
              if (point == '\'' || point == '\\') {
                quoted.append('\\').appendCodePoint(point);
              } else if (point == '\n') {
                quoted.append("\\n");
              } else if (Visible.isUnseen(point)) {
                escape(quoted, point);
              } else {
                quoted.appendCodePoint(point);
              }
            });
    return quoted.append('\'').toString();
  }

  /** Byte by byte: what {@code \}{@code u} means depends on the locale. */
  private static void escape(StringBuilder quoted, int point) {
    for (byte unit : Character.toString(point).getBytes(StandardCharsets.UTF_8)) {
      quoted.append(String.format(Locale.ROOT, "\\%03o", unit & 0xff));
    }
  }
}
