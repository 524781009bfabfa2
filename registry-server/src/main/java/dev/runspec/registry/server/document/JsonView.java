package dev.runspec.registry.server.document;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes example values as JSON for people: what fits into a line stands in one.
 *
 * @param html what is written to
 */
record JsonView(Markup html) {

  private static final int LINE = 76;

  void write(@Nullable Object value) {
    write(value, "", 0);
  }

  /**
   * Writes a value.
   *
   * @param before how far its line is filled already
   */
  private void write(@Nullable Object value, String indent, int before) {
    boolean isShort = indent.length() + before + length(value) <= LINE;
    switch (value) {
      case Map<?, ?> map ->
          between(
              "{", "}", map.entrySet(), indent, isShort, (each, deeper) -> member(each, deeper));
      case List<?> list ->
          between("[", "]", list, indent, isShort, (each, deeper) -> write(each, deeper, 0));
      case String text -> html.line("b", quoted(text));
      case null -> html.line("i", "null");
      default -> html.line("i", plain(value));
    }
  }

  private <T> void between(
      String opening,
      String closing,
      Collection<T> elements,
      String indent,
      boolean isShort,
      Element<T> element) {
    html.text(opening);
    String deeper = indent + "  ";
    String separator = "";
    for (T each : elements) {
      html.text(separator).text(isShort ? "" : "\n" + deeper);
      element.write(each, deeper);
      separator = isShort ? ", " : ",";
    }
    html.text(isShort || elements.isEmpty() ? "" : "\n" + indent).text(closing);
  }

  private void member(Map.Entry<?, ?> member, String indent) {
    String name = quoted(String.valueOf(member.getKey()));
    html.line("u", name).text(": ");
    write(member.getValue(), indent, name.length() + 2);
  }

  private static int length(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> map ->
          2
              + map.entrySet().stream()
                  .mapToInt(
                      each -> String.valueOf(each.getKey()).length() + 6 + length(each.getValue()))
                  .sum();
      case List<?> list -> 2 + list.stream().mapToInt(each -> 2 + length(each)).sum();
      case null -> 4;
      default -> String.valueOf(value).length() + 2;
    };
  }

  private static String plain(Object value) {
    return value instanceof Number number ? Part.plain(number) : value.toString();
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }

  private interface Element<T> {
    void write(T element, String indent);
  }
}
