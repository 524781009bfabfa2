package dev.runspec.registry.server.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runspec.registry.Text;
import dev.runspec.registry.server.contract.Description.Operation;
import dev.runspec.registry.server.http.Wire;
import dev.runspec.registry.server.http.Wire.Reply;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * What callers might ask of one registry, one after the other, made out of the OpenAPI document and
 * a number: some of it as the document has it, some of it spoiled. What was learnt (ids, tags,
 * pages) is asked about again.
 */
final class GeneratedStory implements AutoCloseable {

  private static final Description DESCRIPTION = Description.BUNDLED;
  private static final String BODY = "/requestBody/content/application~1json/schema";

  private static final String TOO_LONG = "x".repeat(1025);

  private final Random random;
  private final SchemaValues values;
  private final RunningRegistry registry = new Setup(Way.HTTP).maxBody(200_000).start();
  private final List<String> ids = new ArrayList<>(List.of("i"));
  private final List<String> tools = new ArrayList<>(List.of("t"));
  private final Map<String, String> tags = new HashMap<>();
  private final List<String> pages = new ArrayList<>();
  private final List<String> surprises = new ArrayList<>();
  private int requests;

  GeneratedStory(long seed) {
    this.random = new Random(seed);
    this.values = new SchemaValues(DESCRIPTION.root(), random);
    Routes.inhabit(registry);
  }

  /** Asks so many times; returns what was not answered as it should be. */
  List<String> tell(int times) {
    for (int at = 0; at < times; at++) {
      if (random.nextInt(30) == 0) {
        registry.advance(Duration.ofSeconds(random.nextInt(100)));
      }
      ask(oneOf(DESCRIPTION.operations()));
    }
    return surprises;
  }

  int requests() {
    return requests;
  }

  private void ask(Operation operation) {
    String target = target(operation);
    StringBuilder fields = new StringBuilder();
    boolean isTagged = addFields(operation, fields);
    @Nullable JsonNode json = operation.node().has("requestBody") ? body(operation) : null;
    byte[] body = json == null ? new byte[0] : encoded(json);
    boolean isSpoiled = json != null && random.nextInt(10) == 0;
    if (isSpoiled) {
      body = damaged(body);
    }
    String type =
        json != null && random.nextInt(25) == 0 ? "text/plain" : "application/json; charset=utf-8";
    if (json != null && body.length > 0) {
      fields.append("Content-Type: ").append(type).append('\n');
    }
    long before = revision();
    Reply reply = send(operation.method() + " " + target, fields.toString(), body);
    requests++;
    String told =
        operation.method() + " " + target + " {" + fields + "} " + new String(body, UTF_8);
    DESCRIPTION.faults(operation, reply).forEach(fault -> surprise(told, reply, fault));
    if (reply.status() >= 500) {
      surprise(told, reply, "a fault of the server");
    }
    if (!operation.method().equals("GET") && reply.status() >= 400 && revision() != before) {
      surprise(told, reply, "was refused and has changed something");
    }
    if (json != null && !isSpoiled && type.contains("json") && !operation.path().equals("/mcp")) {
      judge(operation, target, told, json, reply);
    }
    if (isTagged || reply.status() < 300) {
      remember(operation, json, reply);
    }
  }

  /** What the document takes is taken, what it does not take is not. */
  private void judge(Operation operation, String target, String told, JsonNode json, Reply reply) {
    List<String> faults = DESCRIPTION.faultsOfRequest(operation.pointer() + BODY, json.toString());
    boolean isRefused = reply.status() == 422 || reply.status() == 400;
    boolean isSaidInWords =
        json.path("system").toString().length() > 16_000 || !Text.isWhole(json.toString());
    if (faults.isEmpty() && isRefused && !isSaidInWords && !isWrong(target)) {
      surprise(told, reply, "fits what is described");
    } else if (!faults.isEmpty() && reply.status() < 300) {
      surprise(told, reply, "does not fit what is described: " + faults);
    }
  }

  private static boolean isWrong(String target) {
    return target.contains("%zz") || target.contains(TOO_LONG);
  }

  private void surprise(String told, Reply reply, String why) {
    surprises.add(told + "\n  -> " + reply.statusLine() + " " + reply.body() + "\n  " + why);
  }

  private void remember(Operation operation, @Nullable JsonNode json, Reply reply) {
    reply.header("etag").ifPresent(tag -> tags.put(operation.path(), tag));
    reply
        .header("link")
        .ifPresent(
            link ->
                pages.add(operation.path() + link.substring(1, Math.max(1, link.indexOf('>')))));
    if (json != null && json.path("instance_id").isTextual() && ids.size() < 12) {
      ids.add(json.path("instance_id").asText());
      json.path("tools").forEach(tool -> tools.add(tool.path("name").asText("t")));
    }
  }

  private JsonNode body(Operation operation) {
    JsonNode schema = operation.node().at("/requestBody/content/application~1json/schema");
    JsonNode value = values.fitting(schema);
    for (int spoilings = random.nextInt(3); spoilings > 1; spoilings--) {
      value = values.spoiled(value);
    }
    return value;
  }

  private byte[] encoded(JsonNode json) {
    return json.toString().getBytes(UTF_8);
  }

  /** Cut off, doubled, or with another byte in it. */
  private byte[] damaged(byte[] body) {
    byte[] damaged =
        switch (random.nextInt(3)) {
          case 0 -> Arrays.copyOf(body, random.nextInt(body.length + 1));
          case 1 -> (new String(body, UTF_8) + new String(body, UTF_8)).getBytes(UTF_8);
          default -> body.clone();
        };
    if (damaged.length > 0) {
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
    }
    return damaged;
  }

  private String target(Operation operation) {
    if (!pages.isEmpty() && random.nextInt(8) == 0) {
      Optional<String> page =
          pages.stream().filter(each -> each.startsWith(operation.path() + "?")).findFirst();
      if (page.isPresent()) {
        return page.get();
      }
    }
    String path = operation.path();
    StringBuilder query = new StringBuilder();
    for (JsonNode parameter : operation.node().path("parameters")) {
      String name = parameter.path("name").asText();
      switch (parameter.path("in").asText()) {
        case "path" -> path = path.replace("{" + name + "}", inPath(name));
        case "query" -> addQuery(parameter, name, query);
        default -> {}
      }
    }
    if (random.nextInt(20) == 0) {
      query.append('&').append(random.nextBoolean() ? "from-the-future=1" : "%zz");
    }
    return query.isEmpty() ? path : path + "?" + query.substring(1);
  }

  private String inPath(String name) {
    String value =
        switch (name) {
          case "id" -> oneOf(ids);
          case "name" -> oneOf(tools);
          default -> oneOf(List.of("tools", "instances", "views", "app.js", "tools.js", "t"));
        };
    if (random.nextInt(6) == 0) {
      value = random.nextInt(4) == 0 ? TOO_LONG : "x" + values.text();
    }
    return value.isEmpty() ? "x" : URLEncoder.encode(value, UTF_8).replace("+", "%20");
  }

  private void addQuery(JsonNode parameter, String name, StringBuilder query) {
    if (random.nextInt(3) > 0) {
      return;
    }
    List<String> said = new ArrayList<>();
    JsonNode schema = parameter.path("schema");
    if (random.nextInt(4) == 0) {
      said.add(values.text());
    } else {
      JsonNode value =
          parameter.has("example") ? parameter.path("example") : values.fitting(schema);
      if (random.nextInt(3) == 0) {
        value = values.fitting(schema);
      }
      if (value.isArray()) {
        value.forEach(each -> said.add(each.asText()));
      } else {
        said.add(value.asText());
      }
    }
    if (name.equals("limit") && random.nextBoolean()) {
      said.clear();
      said.add("1");
    }
    said.forEach(
        each -> query.append('&').append(name).append('=').append(URLEncoder.encode(each, UTF_8)));
  }

  /** Adds header fields; whether one of them may be answered by 304. */
  private boolean addFields(Operation operation, StringBuilder fields) {
    boolean isTagged = false;
    for (String name : operation.parameters("header")) {
      if (random.nextInt(3) > 0) {
        continue;
      }
      String value =
          switch (name) {
            case "If-None-Match" ->
                random.nextBoolean()
                    ? tags.getOrDefault(operation.path(), "\"none\"")
                    : oneOf(List.of("*", "W/\"x\"", "\"a\", \"b\"", "x", ",,"));
            // The clock of this registry stands: who waited would wait for ever.
            case "Prefer" -> oneOf(List.of("wait=0", "wait", "respond-async", "wait=x", "wait=-1"));
            case "X-Registry-Revision" -> oneOf(List.of("0", "1", " 1", "-1", "x", "1.5"));
            case "Origin" -> oneOf(List.of("http://localhost", "null", "https://a.example", "::"));
            case "MCP-Protocol-Version" -> oneOf(List.of("2025-11-25", "2026-07-28", "1", "x"));
            case "Mcp-Method" -> oneOf(List.of("tools/call", "initialize", "x"));
            case "Last-Event-ID" -> oneOf(List.of("x", "5f2c91d20b7e4a11-17", "a-b", "-1"));
            default -> oneOf(List.of("a", "=?base64?YQ==?=", "=?base64?"));
          };
      isTagged |= name.equals("If-None-Match");
      fields.append(name).append(": ").append(value).append('\n');
    }
    if (random.nextInt(10) == 0) {
      fields.append(
          oneOf(
              List.of(
                  "Accept: text/html\n",
                  "Accept: application/json;q=0.5, */*\n",
                  "Accept-Encoding: gzip\n",
                  "Accept-Encoding: gzip;q=0\n",
                  "X-API-Key: wrong\n")));
    }
    return isTagged;
  }

  private Reply send(String line, String fields, byte[] body) {
    try (Wire wire = registry.connect()) {
      String framing = body.length == 0 ? "" : "Content-Length: " + body.length + "\n";
      String head = line + " HTTP/1.1\nHost: localhost\n" + fields + framing + "\n";
      byte[] bytes = head.replace("\n", "\r\n").getBytes(ISO_8859_1);
      byte[] whole = Arrays.copyOf(bytes, bytes.length + body.length);
      System.arraycopy(body, 0, whole, bytes.length, body.length);
      return wire.sendBytes(whole).reply();
    }
  }

  /** The present revision, without a look that could change it. */
  private long revision() {
    Reply reply = send("GET /instances?limit=1&host=none", "", new byte[0]);
    String position = reply.header("x-registry-position").orElseThrow();
    return Long.parseLong(position.substring(position.indexOf('-') + 1));
  }

  private <T> T oneOf(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  @Override
  public void close() {
    registry.close();
  }
}
