package dev.runspec.registry.server.document;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes descriptions, which are CommonMark, of which this is what we use: paragraphs, headings,
 * lists with dashes, {@code `code`} and {@code *emphasis*}. Any other mark is read as text.
 *
 * @param html what is written to
 */
record Prose(Markup html) {

  private static final Pattern MARK = Pattern.compile("`([^`]+)`|\\*([^*\\s][^*]*)\\*");

  void write(String text) {
    for (String block : text.strip().split("\n[ \t]*\n", -1)) {
      List<String> lines = block.strip().lines().map(String::strip).toList();
      if (block.isBlank()) {
        continue;
      }
      if (lines.get(0).startsWith("## ")) {
        html.line("h3", lines.get(0).substring(3));
        write(String.join("\n", lines.subList(1, lines.size())));
      } else if (lines.get(0).startsWith("- ")) {
        html.element("ul", () -> items(lines).forEach(item -> html.element("li", words(item))));
      } else {
        html.element("p", words(String.join(" ", lines)));
      }
    }
  }

  /** A text of one line. */
  void writeLine(String text) {
    words(text.strip().replaceAll("\\s+", " ")).run();
  }

  private static List<String> items(List<String> lines) {
    List<String> items = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith("- ")) {
        items.add(line.substring(2));
      } else {
        items.add(items.remove(items.size() - 1) + " " + line);
      }
    }
    return items;
  }

  private Runnable words(String text) {
    return () -> {
      Matcher mark = MARK.matcher(text);
      int at = 0;
      while (mark.find()) {
        html.text(text.substring(at, mark.start()));
        if (mark.group(1) != null) {
          html.line("code", mark.group(1));
        } else {
          html.line("em", mark.group(2));
        }
        at = mark.end();
      }
      html.text(text.substring(at));
    };
  }
}
