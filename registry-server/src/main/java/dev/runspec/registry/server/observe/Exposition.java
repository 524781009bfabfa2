package dev.runspec.registry.server.observe;

import java.nio.charset.StandardCharsets;

/** The Prometheus text format, version 0.0.4, as it is being written. */
final class Exposition {

  private final StringBuilder text = new StringBuilder(4096);

  /** Starts a family of samples. */
  void family(String name, String type, String help) {
    text.append("# HELP ").append(name).append(' ');
    text.append(help.replace("\\", "\\\\").replace("\n", "\\n")).append('\n');
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  /** One sample; labels come as name, value, name, value. */
  void sample(String name, double value, String... labels) {
    text.append(name);
    if (labels.length > 0) {
      char open = '{';
      for (int at = 0; at < labels.length; at += 2) {
        text.append(open).append(labels[at]).append("=\"");
        text.append(
            labels[at + 1].replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"));
        text.append('"');
        open = ',';
      }
      text.append('}');
    }
    text.append(' ').append(number(value)).append('\n');
  }

  /** A number as Prometheus reads it, whole ones without a fraction. */
  static String number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return Long.toString((long) value);
    }
    return Double.toString(value);
  }

  byte[] bytes() {
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
