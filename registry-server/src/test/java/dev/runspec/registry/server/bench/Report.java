package dev.runspec.registry.server.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Puts what a part measured into a document, between the two comments that are named after it:
 * whatever people wrote around them stays.
 */
public final class Report {

  private Report() {}

  /** The document and the name of the part; what it measured comes on standard input. */
  public static void main(String[] arguments) throws IOException {
    Path document = Path.of(arguments[0]);
    String measured = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
    Files.writeString(
        document, replaced(Files.readString(document), arguments[1], measured.strip()));
  }

  /** The document with this as the new text of the part. */
  static String replaced(String document, String part, String text) {
    String begin = "<!-- measured: " + part + " -->\n";
    String end = "\n<!-- end: " + part + " -->";
    int from = document.indexOf(begin);
    int to = document.indexOf(end, Math.max(0, from));
    if (from < 0 || to < 0) {
      throw new IllegalArgumentException(
          "no place for '"
              + part
              + "'; expected two lines, '"
              + begin.strip()
              + "' and '"
              + end.strip()
              + "'");
    }
    return document.substring(0, from + begin.length()) + text + document.substring(to);
  }
}
