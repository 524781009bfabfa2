package dev.runspec.registry.server.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Bodies that do not fit, each with the pointers to what is wrong with it. */
final class BadBodies {

  private static final String LONG = "x".repeat(1025);

  /** JSON texts that no member that takes a text may have, and what they are instead. */
  private static final List<String> NO_TEXTS = List.of("1", "true", "null", "{}", "[\"a\"]");

  /** Texts that look like JSON and are not, or go beyond a limit; wherever they stand. */
  private static final List<String> NO_JSON =
      List.of(
          "NaN",
          "-Infinity",
          "01",
          "1.",
          ".5",
          "+1",
          "0x1",
          "'a'",
          "\"a",
          "\"\u0001\"",
          "\"\\x\"",
          "\"\\u12\"",
          "[1,]",
          "[1 2]",
          "{\"a\":1,}",
          "{a:1}",
          "{\"a\":1,\"a\":1}",
          "// no",
          "tru",
          "True",
          "1".repeat(1001),
          "[".repeat(64) + "]".repeat(64),
          "{\"x\":".repeat(64) + "1" + "}".repeat(64));

  /** Halves of characters; there is no way to write them back. */
  private static final List<String> HALVES =
      List.of("\"\\ud800\"", "\"\\udc00\\ud800\"", "\"a\\udfff\"", "\"\\ud83d\\ud83d\\ude80\"");

  /**
   * One bad body.
   *
   * @param what what is wrong with it
   * @param path where it is posted
   * @param body the body
   * @param pointers the pointers of the errors that are told
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record BadBody(String what, String path, byte[] body, List<String> pointers) {

    @Override
    public String toString() {
      return path + " with " + what;
    }
  }

  private final List<BadBody> all = new ArrayList<>();

  private BadBodies() {}

  static List<BadBody> all() {
    BadBodies bodies = new BadBodies();
    bodies.notJson();
    bodies.registrations();
    bodies.tools("/instances", "{\"instance_id\":\"i\",%s}", "/tools");
    bodies.tools("/instances/i/tools", "{%s}", "/tools");
    bodies.publications();
    bodies.heartbeats();
    return bodies.all;
  }

  private void add(String path, String body, String... pointers) {
    String what = body.length() < 100 ? body : body.substring(0, 100) + "…";
    add(what, path, body.getBytes(UTF_8), pointers);
  }

  private void add(String what, String path, byte[] body, String... pointers) {
    all.add(new BadBody(what, path, body, List.of(pointers)));
  }

  private void notJson() {
    for (String path : List.of("/instances", "/instances/i/tools", "/instances/i/heartbeat")) {
      for (String body : List.of(" ", "\n", "{", "}", "{}{}", "{} x", "[]", "null", "1", "\"a\"")) {
        add(path, body, "");
      }
      for (String value : NO_JSON) {
        add(path, "{\"ignored\":" + value + "}", "");
        add(path, registration("\"tools\":[{\"name\":\"t\",\"x-e\":" + value + "}]"), "");
      }
      String whole = registration("\"tools\":[]");
      add("UTF-16, big end first", path, whole.getBytes(UTF_16BE), "");
      add("UTF-16, little end first", path, whole.getBytes(UTF_16LE), "");
      add("Latin-1", path, registration("\"x\":\"\u00e9\"").getBytes(ISO_8859_1), "");
      for (String bytes :
          List.of(
              "\u00ff",
              "\u0080",
              "\u00c3(",
              "\u00f0\u009f\u009a",
              "\u00c0\u00a2",
              "\u00e0\u0080\u0080",
              "\u00ed\u00a0\u0080",
              "\u00ed\u00a0\u00bd\u00ed\u00ba\u0080",
              "\u00f4\u0090\u0080\u0080",
              "\u00f8\u0088\u0080\u0080\u0080")) {
        byte[] body = registration("\"x\":\"" + bytes + "\"").getBytes(ISO_8859_1);
        add("no UTF-8", path, body, "");
      }
      add("a body cut short", path, whole.substring(0, whole.length() - 2).getBytes(UTF_8), "");
    }
  }

  /** A registration of the instance i with these members more. */
  private static String registration(String more) {
    return Bodies.registration("i", "n", "h", more);
  }

  /** A registration in which this member has this value. */
  private static String registrationWith(String member, String value) {
    String valid = Bodies.registration("i", "n", "h");
    return valid.replaceFirst(
        "\"" + member + "\":\"[^\"]*\"", Matcher.quoteReplacement("\"" + member + "\":" + value));
  }

  private void registrations() {
    String path = "/instances";
    add(path, "{}", "/instance_id", "/name", "/version", "/host");
    for (String member : List.of("instance_id", "name", "version", "host")) {
      String pointer = "/" + member;
      add(path, Bodies.registration("i", "n", "h").replace(member, "Other"), pointer);
      for (String value : NO_TEXTS) {
        add(path, registrationWith(member, value), pointer);
      }
      add(path, registrationWith(member, "\"" + LONG + "\""), pointer);
      for (String half : HALVES) {
        add(path, registrationWith(member, half), pointer);
      }
    }
    add(path, registrationWith("instance_id", "\"\""), "/instance_id");
    add(path, registrationWith("host", "\"\""), "/host");
    add(
        path,
        "{\"instance_id\":1,\"name\":2,\"host\":3}",
        "/instance_id",
        "/name",
        "/host",
        "/version");
    optional(
        "heartbeat_interval",
        "0",
        "0.999",
        "-30",
        "86400.001",
        "86401",
        "1e9",
        "\"30\"",
        "true",
        "[30]",
        "{}",
        "1e400",
        "1e-400");
    optional("labels", "[]", "\"a=b\"", "1", "true");
    add(
        path,
        registration("\"labels\":{\"a\":1,\"b\":null,\"c\":\"ok\"}"),
        "/labels/a",
        "/labels/b");
    add(path, registration("\"labels\":{\"a\":\"\\ud800\"}"), "/labels/a");
    add(path, registration("\"labels\":{\"\":\"a\"}"), "");
    add(path, registration("\"labels\":{\"a\":\"" + LONG + "\"}"), "");
    add(
        path,
        registration(
            IntStream.range(0, 65)
                .mapToObj(at -> "\"l" + at + "\":\"\"")
                .collect(Collectors.joining(",", "\"labels\":{", "}"))),
        "");
    optional(
        "ssh",
        "\"10.0.0.7\"",
        "[]",
        "22",
        "{\"port\":0}",
        "{\"port\":65536}",
        "{\"address\":\"\"}",
        "{\"user\":\"\"}");
    add(
        path,
        registration("\"ssh\":{\"port\":\"22\",\"address\":5,\"user\":false}"),
        "/ssh/port",
        "/ssh/address",
        "/ssh/user");
    add(path, registration("\"ssh\":{\"port\":22.5}"), "/ssh/port");
    optional("tools_hash", "1", "{}", "\"" + LONG + "\"", "\"\\ud800\"");
    optional("tools", "{}", "\"t\"", "1", "true");
    optional(
        "signature",
        "\"-----BEGIN\"",
        "[]",
        "{\"signed_at\":1,\"signature\":\"\"}",
        "{\"signed_at\":-1,\"signature\":\"x\"}",
        "{\"signed_at\":1,\"signature\":\"\\u001b\"}",
        "{\"signed_at\":1,\"signature\":\"" + "x".repeat(16_385) + "\"}");
    add(
        path,
        registration("\"signature\":{\"signed_at\":\"1\"}"),
        "/signature/signed_at",
        "/signature/signature");
  }

  private void optional(String member, String... values) {
    for (String value : values) {
      add("/instances", registration("\"" + member + "\":" + value), "/" + member);
    }
  }

  private void tools(String path, String envelope, String at) {
    String rest =
        path.equals("/instances") ? ",\"name\":\"n\",\"version\":\"1\",\"host\":\"h\"" : "";
    String frame = envelope.formatted("\"tools\":[{\"name\":\"ok\"},%s]" + rest);
    String tool = at + "/1";
    for (String value : List.of("1", "\"t\"", "null", "[]", "true")) {
      add(path, frame.formatted(value), tool);
    }
    add(path, frame.formatted("{}"), tool + "/name");
    for (String value : NO_TEXTS) {
      add(path, frame.formatted("{\"name\":" + value + "}"), tool + "/name");
    }
    add(path, frame.formatted("{\"name\":\"\"}"), tool + "/name");
    add(path, frame.formatted("{\"name\":\"" + LONG + "\"}"), tool + "/name");
    for (String half : HALVES) {
      add(path, frame.formatted("{\"name\":" + half + "}"), tool + "/name");
      add(
          path,
          frame.formatted("{\"name\":\"t\",\"description\":" + half + "}"),
          tool + "/description");
      add(
          path,
          frame.formatted("{\"name\":\"t\",\"x-command\":" + half + "}"),
          tool + "/x-command");
      add(
          path,
          frame.formatted("{\"name\":\"t\",\"x-e\":{\"deep\":[0," + half + "]}}"),
          tool + "/x-e/deep/1");
      add(
          path,
          frame.formatted("{\"name\":\"t\",\"inputSchema\":{\"title\":" + half + "}}"),
          tool + "/inputSchema/title");
    }
    for (String member :
        List.of("description", "x-command", "x-run-as", "x-become-method", "x-become-flags")) {
      for (String value : List.of("1", "false", "[]", "{}")) {
        add(
            path,
            frame.formatted("{\"name\":\"t\",\"" + member + "\":" + value + "}"),
            tool + "/" + member);
      }
    }
    for (String value : List.of("1", "\"{}\"", "[]", "true")) {
      add(
          path,
          frame.formatted("{\"name\":\"t\",\"inputSchema\":" + value + "}"),
          tool + "/inputSchema");
    }
    add(path, frame.formatted("{\"name\":\"t\",\"name\":\"u\"}"), "");
    add(path, frame.formatted("{\"name\":\"t\",\"x-command\":\"a\",\"x-command\":\"b\"}"), "");
    add(
        path,
        frame.formatted("{\"name\":5},{\"description\":5},6"),
        tool + "/name",
        at + "/2/description",
        at + "/2/name",
        at + "/3");
    String many = "{\"name\":\"t\"},".repeat(10_000);
    add("10,001 tools", path, frame.formatted(many + "{\"name\":\"t\"}").getBytes(UTF_8), at);
    String endless = "{\"name\":\"t\",\"description\":\"" + "x".repeat((1 << 20) + 1) + "\"}";
    add("an endless text", path, frame.formatted(endless).getBytes(UTF_8), "");
  }

  private void publications() {
    String path = "/instances/i/tools";
    add(path, "{}", "/tools");
    add(path, "{\"Tools\":[]}", "/tools");
    add(path, "[{\"name\":\"t\"}]", "");
    for (String value : List.of("null", "{}", "1", "\"t\"")) {
      add(path, "{\"tools\":" + value + "}", "/tools");
    }
    add(path, "{\"tools\":[],\"tools_hash\":5}", "/tools_hash");
    add(path, "{\"tools_hash\":5}", "/tools_hash", "/tools");
  }

  private void heartbeats() {
    String path = "/instances/i/heartbeat";
    for (String value : List.of("1", "\"load\"", "[]", "true")) {
      add(path, "{\"system\":" + value + "}", "/system");
    }
    add(path, "{\"system\":{\"a\":\"\\ud800\"}}", "/system/a");
    add(path, "{\"system\":{\"a\":\"" + "x".repeat(16_384) + "\"}}", "/system");
    add(path, "{\"name\":\"n\"}", "/version", "/host");
    add(path, "{\"name\":\"n\",\"version\":\"1\"}", "/host");
    add(path, "{\"name\":1,\"version\":\"1\",\"host\":\"\"}", "/name", "/host");
    add(
        path,
        "{\"name\":\"n\",\"version\":\"1\",\"host\":\"h\",\"heartbeat_interval\":0}",
        "/heartbeat_interval");
    add(path, "{\"tools_hash\":5}", "/tools_hash");
  }
}
