package dev.runspec.registry.server.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.server.http.Wire.Reply;
import java.util.List;
import java.util.Locale;

/** Ids and names in a path are one segment each, whatever stands in them. */
class PathsContractTest {

  private static final List<String> NAMES =
      List.of(
          "a/b",
          "/",
          "//",
          "../../etc/passwd",
          ".",
          "..",
          "...",
          "a.b",
          "x;y=1",
          ";",
          "a b",
          " ",
          "+",
          "a+b",
          "%",
          "%2F",
          "%25",
          "a?b=c",
          "#a",
          "&=",
          "\u0000",
          "a\u0000b",
          "\n",
          "\r\n",
          "\u007f",
          "\\",
          "\"<>^`{|}",
          "~-_!$'()*,:@",
          "[::1]",
          "\u00e9",
          "e\u0301",
          "\u65e5\u672c\u8a9e",
          "\ud83d\ude80",
          "\u202eabc",
          "\uffff",
          "heartbeat",
          "tools",
          "instances",
          "drain",
          "x".repeat(1024),
          "\u65e5".repeat(1024),
          "\ud83d\ude80".repeat(512));

  /** Every byte percent-encoded, so that nothing is left to anybody's taste. */
  private static String encoded(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte each : text.getBytes(UTF_8)) {
      encoded.append("%%%02X".formatted(each));
    }
    return encoded.toString();
  }

  @FourWays
  void anyIdIsOneSegment(RunningRegistry registry) {
    for (String id : NAMES) {
      String quoted = Json.quoted(id);
      String path = "/instances/" + encoded(id);
      String body =
          "{\"instance_id\":%s,\"name\":\"n\",\"version\":\"1\",\"host\":\"h\"}".formatted(quoted);
      assertThat(registry.post("/instances", body).status()).as(quoted).isEqualTo(201);
      assertThat(registry.post(path + "/heartbeat").body()).contains("\"refresh\"");
      assertThat(registry.post(path + "/tools", "{\"tools\":[]}").status()).isEqualTo(200);
      assertThat(registry.post(path + "/heartbeat").body()).contains("\"ack\"");
      assertThat(registry.post(path + "/drain").status()).isEqualTo(200);
      Reply shown = registry.get(path.toLowerCase(Locale.ROOT));
      assertThat(Json.unquoted(Json.at(shown.body(), "/instance_id"))).isEqualTo(id);
      assertThat(shown.body()).contains("\"state\":\"draining\"");
      assertThat(registry.post(path + "/undrain").status()).isEqualTo(200);
      assertThat(registry.delete(path).status()).isEqualTo(200);
      assertThat(registry.get(path).body()).contains("\"state\":\"gone\"");
    }
    assertThat(Json.each(registry.get("/instances").body(), "instance_id")).hasSize(NAMES.size());
  }

  @FourWays
  void anyToolNameIsOneSegment(RunningRegistry registry) {
    registry.register("i", "n", "h");
    for (String name : NAMES) {
      String tool = "{\"name\":" + Json.quoted(name) + "}";
      registry.post("/instances/i/tools", Bodies.tools(tool));
      Reply group = registry.get("/tools/" + encoded(name));
      assertThat(group.status()).as(tool).isEqualTo(200);
      assertThat(Json.unquoted(Json.at(group.body(), "/name"))).isEqualTo(name);
      assertThat(registry.get("/tools").body()).isEqualTo("[" + group.body() + "]");
    }
  }

  @FourWays
  void whatNeedsNoEscapeMayStandAsItIs(RunningRegistry registry) {
    registry.register("i", "n", "h");
    for (String name : List.of("..", ".", "x;y=1", ";", "+", "a+b", "~-_!$'()*,:@", "a.b&c=d")) {
      registry.post("/instances/i/tools", Bodies.tools("{\"name\":" + Json.quoted(name) + "}"));
      Reply group = registry.send("GET /tools/" + name + " HTTP/1.1\nHost: localhost\n\n");
      assertThat(group.status()).as(name).isEqualTo(200);
      assertThat(Json.unquoted(Json.at(group.body(), "/name"))).isEqualTo(name);
    }
  }

  @FourWays
  void aSlashThatIsNotEncodedEndsTheSegment(RunningRegistry registry) {
    registry.post(
        "/instances",
        "{\"instance_id\":\"a/b\",\"name\":\"n\",\"version\":\"1\",\"host\":\"h\","
            + "\"tools\":[{\"name\":\"c/d\"}]}");
    for (String path : List.of("/instances/a/b", "/tools/c/d", "/instances/a/b/tools")) {
      Reply reply = registry.get(path);
      assertThat(reply.status()).as(path).isEqualTo(404);
      assertThat(Json.at(reply.body(), "/code")).isEqualTo("\"route-not-found\"");
    }
    assertThat(registry.post("/instances/a/b/heartbeat").status()).isEqualTo(404);
    assertThat(registry.get("/tools/c%2Fd").status()).isEqualTo(200);
  }

  @FourWays
  void whatCannotBeDecodedIsABadRequest(RunningRegistry registry) {
    String before = registry.state();
    for (String bad :
        List.of("%", "%2", "%zz", "%C3", "%ED%A0%80", "%C0%AF", "%FF", "a%", "\u00e9")) {
      for (String target :
          List.of("GET /tools/", "GET /instances/", "GET /tools?active=", "DELETE /instances/")) {
        Reply reply = registry.send(target + bad + " HTTP/1.1\nHost: localhost\n{key}\n\n");
        assertThat(reply.status()).as(target + bad).isEqualTo(400);
        assertThat(Json.at(reply.body(), "/code")).isEqualTo("\"malformed-request\"");
      }
    }
    assertThat(registry.state()).isEqualTo(before);
  }

  @FourWays
  void anEncodedPathIsThePathThatItEncodes(RunningRegistry registry) {
    registry.register("i", "n", "h");
    assertThat(registry.get("/%69nstances/%69").status()).isEqualTo(200);
    assertThat(registry.get("/instances%2Fi").status()).isEqualTo(404);
  }

  @FourWays
  void anUnknownPathIsNotFoundWhoeverAsks(RunningRegistry registry) {
    for (String path :
        List.of(
            "//",
            "/instance",
            "/Instances",
            "/instances/",
            "/instances//heartbeat",
            "/instances/i/",
            "/instances/i/nothing",
            "/instances/i/tools/t",
            "/tools/",
            "/hosts/h",
            "/export",
            "/export/putty",
            "/health/",
            "/doc",
            "/v1/tools")) {
      for (String method : List.of("GET", "POST", "DELETE", "PUT", "PATCH")) {
        Reply reply = registry.send(method + " " + path + " HTTP/1.1\nHost: localhost\n\n");
        assertThat(reply.status()).as(method + " " + path).isEqualTo(404);
        assertThat(reply.body())
            .isEqualTo(
                Bodies.problem(
                    404, "Not Found", "There is nothing at this path", "route-not-found"));
      }
    }
  }
}
