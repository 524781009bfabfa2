package dev.runspec.registry.cli.output;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Rows in columns that are as wide as their widest cell. */
final class Table<T> {

  private static final String GAP = "  ";

  private final List<Column<T>> columns;
  private final OutputFormat format;
  private final boolean isColourful;

  Table(List<Column<T>> columns, OutputFormat format, boolean isColourful) {
    this.columns = columns.stream().filter(column -> column.isIn(format)).toList();
    this.format = format;
    this.isColourful = isColourful;
  }

  void print(List<T> rows, boolean hasHeaders, PrintWriter out) {
    lines(rows, hasHeaders, Integer.MAX_VALUE).forEach(out::println);
  }

  /** Its lines, none of which takes more than so many cells of a terminal. */
  List<String> lines(List<T> rows, boolean hasHeaders, int width) {
    List<List<Cell>> lines = new ArrayList<>();
    if (hasHeaders) {
      lines.add(columns.stream().map(column -> new Cell(column.title(), Tint.NONE)).toList());
    }
    for (T row : rows) {
      lines.add(
          columns.stream()
              .map(column -> new Cell(column.cell(row, format), column.tint().apply(row)))
              .toList());
    }
    int[] widths = new int[columns.size()];
    for (List<Cell> line : lines) {
      for (int at = 0; at < widths.length; at++) {
        widths[at] = Math.max(widths[at], DisplayWidth.of(line.get(at).text()));
      }
    }
    return lines.stream().map(line -> joined(line, widths, width)).toList();
  }

  private String joined(List<Cell> line, int[] widths, int width) {
    StringBuilder joined = new StringBuilder();
    int room = width;
    for (int at = 0; at < widths.length && room > 0; at++) {
      Cell cell = line.get(at);
      String text = DisplayWidth.cut(cell.text(), room);
      joined.append(isColourful ? cell.tint().around(text) : text);
      if (at < widths.length - 1) {
        joined.append(" ".repeat(widths[at] - DisplayWidth.of(cell.text()))).append(GAP);
      }
      room -= widths[at] + GAP.length();
    }
    return joined.toString();
  }

  private record Cell(String text, Tint tint) {}
}
