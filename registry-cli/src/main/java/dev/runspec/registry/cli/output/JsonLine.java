package dev.runspec.registry.cli.output;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** JSON for programs that read line by line: compact, and nothing in it that could end a line. */
public final class JsonLine {

  private JsonLine() {}

  /**
   * Says that something changed: {@code {"change":"added","tool":{…}}}.
   *
   * @param change what happened
   * @param noun what it happened to
   * @param document that, as JSON
   */
  public static String change(String change, String noun, byte[] document) {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    line.writeBytes(utf8("{\"change\":\"" + change + "\",\"" + noun + "\":"));
    line.writeBytes(document);
    line.writeBytes(utf8("}"));
    return Documents.line(line.toByteArray());
  }

  /** This JSON, with everything escaped that could end a line or that a terminal would obey. */
  public static String of(String json) {
    return Documents.line(utf8(json));
  }

  /**
   * An event: its data, a JSON object, and before that its {@code id}.
   *
   * @param id letters, digits and dashes
   */
  static String event(String id, byte[] data) {
    String members = new String(data, 1, data.length - 1, StandardCharsets.UTF_8);
    return Documents.line(utf8("{\"id\":\"" + id + "\"," + members));
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
