package dev.runspec.registry.server.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Lines over a few places, as an SVG that is read on light and on dark. Its y axis begins at zero:
 * what looks twice as high is twice as much.
 */
final class Plot {

  private static final int WIDTH = 720;
  private static final int LEFT = 70;
  private static final int TOP = 40;
  private static final int PLOT_WIDTH = 620;
  private static final int PLOT_HEIGHT = 240;
  private static final int STEPS = 4;

  /** Apart from each other for all eyes, and from white and from black (Okabe and Ito). */
  private static final List<String> COLOURS =
      List.of("#1f83c4", "#d55e00", "#009e73", "#cc79a7", "#b8860b", "#56b4e9");

  private final String title;
  private final String across;
  private final List<String> places;
  private final List<Line> lines = new ArrayList<>();

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Line(String name, double[] values) {}

  /**
   * An empty plot.
   *
   * @param across what the places are
   * @param places from left to right
   */
  Plot(String title, String across, List<String> places) {
    this.title = title;
    this.across = across;
    this.places = List.copyOf(places);
  }

  String title() {
    return title;
  }

  /** One more line, with a value for each place. */
  Plot line(String name, double... values) {
    if (values.length != places.size()) {
      throw new IllegalArgumentException(
          "expected " + places.size() + " values, found " + values.length);
    }
    lines.add(new Line(name, values.clone()));
    return this;
  }

  String svg() {
    double top = roundedUp(greatest());
    StringBuilder svg = new StringBuilder();
    int height = TOP + PLOT_HEIGHT + 56 + 20 * ((lines.size() + 1) / 2);
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" role="img">
        <title>%3$s</title>
        <style>
        text { font: 13px system-ui, sans-serif; fill: #24292f; }
        .title { font-weight: 600; }
        .end { text-anchor: end; }
        .middle { text-anchor: middle; }
        .grid { stroke: #8c959f; stroke-opacity: 0.35; }
        .line { fill: none; stroke-width: 2.5; }
        @media (prefers-color-scheme: dark) { text { fill: #e6edf3; } }
        </style>
        """
            .formatted(WIDTH, height, escaped(title)));
    text(svg, "title", LEFT, 22, title);
    for (int step = 0; step <= STEPS; step++) {
      int y = y(top * step / STEPS, top);
      svg.append("<path class=\"grid\" d=\"M%d %dh%d\"/>%n".formatted(LEFT, y, PLOT_WIDTH));
      text(svg, "end", LEFT - 8, y + 4, number(top * step / STEPS));
    }
    for (int at = 0; at < places.size(); at++) {
      text(svg, "middle", x(at), TOP + PLOT_HEIGHT + 20, places.get(at));
    }
    text(svg, "middle", LEFT + PLOT_WIDTH / 2, TOP + PLOT_HEIGHT + 40, across);
    for (int at = 0; at < lines.size(); at++) {
      line(svg, lines.get(at), COLOURS.get(at % COLOURS.size()), top);
      int x = LEFT + at % 2 * (PLOT_WIDTH / 2);
      int y = TOP + PLOT_HEIGHT + 64 + at / 2 * 20;
      svg.append(
          "<path class=\"line\" stroke=\"%s\" d=\"M%d %dh18\"/>%n"
              .formatted(COLOURS.get(at % COLOURS.size()), x, y - 4));
      text(svg, "", x + 24, y, lines.get(at).name());
    }
    return svg.append("</svg>\n").toString();
  }

  private void line(StringBuilder svg, Line line, String colour, double top) {
    StringBuilder points = new StringBuilder();
    for (int at = 0; at < line.values.length; at++) {
      int x = x(at);
      int y = y(line.values[at], top);
      points.append(at == 0 ? "" : " ").append(x).append(',').append(y);
      svg.append("<circle r=\"3.5\" fill=\"%s\" cx=\"%d\" cy=\"%d\"/>%n".formatted(colour, x, y));
    }
    svg.append(
        "<polyline class=\"line\" stroke=\"%s\" points=\"%s\"/>%n".formatted(colour, points));
  }

  private static void text(StringBuilder svg, String kind, int x, int y, String text) {
    svg.append(
        "<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>%n".formatted(kind, x, y, escaped(text)));
  }

  private int x(int place) {
    return LEFT + PLOT_WIDTH * (2 * place + 1) / (2 * places.size());
  }

  private static int y(double value, double top) {
    return TOP + PLOT_HEIGHT - (int) Math.round(PLOT_HEIGHT * value / top);
  }

  private double greatest() {
    return lines.stream().flatMapToDouble(line -> Arrays.stream(line.values)).max().orElse(1);
  }

  /** The next of 1, 2, 4, 6, 8 and 10 times a power of ten. */
  private static double roundedUp(double value) {
    double power = Math.pow(10, Math.floor(Math.log10(Math.max(value, 1e-9))));
    for (double step : new double[] {1, 2, 4, 6, 8}) {
      if (value <= step * power) {
        return step * power;
      }
    }
    return 10 * power;
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, "%.1f", value);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
