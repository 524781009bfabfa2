package dev.runspec.registry.cli.e2e;

import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.cli.e2e.Program.Running;
import dev.runspec.registry.json.Documents;
import dev.runspec.registry.json.Values;
import dev.runspec.registry.mcp.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A model's host, as far as it talks to a program over its standard streams. */
final class ModelClient implements AutoCloseable {

  private final Running program;
  private final String meta;
  private int requests;

  private ModelClient(Running program, String meta) {
    this.program = program;
    this.meta = meta;
  }

  /** One that begins with a handshake. */
  static ModelClient withHandshake(Running program) throws Exception {
    ModelClient client = new ModelClient(program, "");
    client.request("initialize", "\"protocolVersion\":\"2025-11-25\"");
    client.say("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
    return client;
  }

  /** One that says all with every request. */
  static ModelClient stateless(Running program) {
    return new ModelClient(
        program,
        "\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
            + "\"io.modelcontextprotocol/clientCapabilities\":{}");
  }

  Running program() {
    return program;
  }

  void say(String message) throws IOException {
    program.type(message + "\n");
  }

  /** Sends a request, and does not wait for its answer. */
  int begin(String method, String params, String moreMeta) throws IOException {
    String all = meta + (meta.isEmpty() || moreMeta.isEmpty() ? "" : ",") + moreMeta;
    requests++;
    say(
        "{\"jsonrpc\":\"2.0\",\"id\":"
            + requests
            + ",\"method\":\""
            + method
            + "\",\"params\":{"
            + params
            + (all.isEmpty() ? "" : (params.isEmpty() ? "" : ",") + "\"_meta\":{" + all + "}")
            + "}}");
    return requests;
  }

  /** The answer to this request, once it is there. */
  String answer(int id) throws InterruptedException {
    String start = "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",";
    program.out().await(start);
    Pattern line = Pattern.compile("(?m)^" + Pattern.quote(start) + ".*$");
    while (true) {
      String text = program.out().text();
      Matcher found = line.matcher(text);
      if (found.find() && found.end() < text.length()) {
        return found.group();
      }
      Thread.onSpinWait();
    }
  }

  String request(String method, String params) throws Exception {
    return answer(begin(method, params, ""));
  }

  /** The names of the tools. */
  List<String> tools() throws Exception {
    return Values.elements(member(result(request("tools/list", "")), "tools")).stream()
        .map(tool -> Values.string(member(Documents.members(tool), "name")).orElseThrow())
        .toList();
  }

  /** What a call comes to. */
  Map<String, JsonDocument> call(String tool, JsonObject arguments) throws Exception {
    return result(request("tools/call", called(tool, arguments)));
  }

  static String called(String tool, JsonObject arguments) {
    return "\"name\":" + JsonDocument.string(tool) + ",\"arguments\":" + arguments.document();
  }

  /** What a call says to a model. */
  static String text(Map<String, JsonDocument> result) {
    JsonDocument first = Values.elements(member(result, "content")).get(0);
    return Values.string(member(Documents.members(first), "text")).orElseThrow();
  }

  /** A member that is there. */
  static JsonDocument member(Map<String, JsonDocument> object, String name) {
    JsonDocument member = object.get(name);
    if (member == null) {
      throw new AssertionError("no " + name + " in " + object);
    }
    return member;
  }

  private static Map<String, JsonDocument> result(String answer) {
    JsonDocument message = Documents.parse(answer.getBytes(StandardCharsets.UTF_8));
    JsonDocument result = Documents.members(message).get("result");
    if (result == null) {
      throw new AssertionError(answer);
    }
    return Documents.members(result);
  }

  @Override
  public void close() {
    program.close();
  }
}
