package dev.runspec.registry.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** What was sent is what is shown: texts, numbers, members, order. */
class FidelityContractTest {

  private static final List<String> TEXTS =
      List.of(
          "",
          "007",
          "1e3",
          "true",
          "null",
          "  leading and trailing  ",
          "\ttab\nline\r\nreturn",
          "<&>\"'\\/",
          "]]>",
          "${HOME} $(id) `id`",
          "\u0000\u0001\u001f\u007f\u0080\u009f",
          "\u00e9 e\u0301 \u00df \u0130 \ufb01",
          "\u65e5\u672c\u8a9e \u0627\u0644\u0639\u0631\u0628\u064a\u0629",
          "\u2028\u2029\u200b\u202e\ufeff\ufffd\uffff",
          "\ud83d\ude80 \ud800\udc00 \udbff\udfff",
          "a,b;c=d#e?f%20g+h");

  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-0",
          "-0.0",
          "1.0",
          "1.50",
          "1e3",
          "1E+3",
          "1e-07",
          "0.1000000000000000055511151231257827",
          "18446744073709551617",
          "-9223372036854775809",
          "123456789012345678901234567890.123456789",
          "1e400",
          "4.9e-324");

  @FourWays
  void textsOfAnInstanceAreKept(RunningRegistry registry) {
    for (String text : TEXTS) {
      String quoted = Json.quoted(text);
      String body =
          "{\"instance_id\":\"i\",\"name\":%s,\"version\":%s,\"host\":%s,\"labels\":{\"k\":%s}}"
              .formatted(quoted, quoted, text.isEmpty() ? "\"h\"" : quoted, quoted);
      assertThat(registry.post("/instances", body).status()).isEqualTo(201);
      String shown = registry.get("/instances/i").body();
      for (String pointer : List.of("/name", "/version", "/labels/k")) {
        assertThat(Json.unquoted(Json.at(shown, pointer))).as(pointer).isEqualTo(text);
      }
      String host = text.isEmpty() ? "h" : text;
      assertThat(Json.unquoted(Json.at(shown, "/host"))).isEqualTo(host);
      String entry = registry.get("/hosts").body();
      assertThat(Json.unquoted(Json.at(entry, "/0/host"))).isEqualTo(host);
      assertThat(Json.unquoted(Json.at(entry, "/0/name"))).isEqualTo(text);
      assertThat(Json.unquoted(Json.at(entry, "/0/version"))).isEqualTo(text);
    }
  }

  @FourWays
  void textsOfAToolAreKept(RunningRegistry registry) {
    registry.register("i", "web", "h");
    for (String text : TEXTS) {
      String quoted = Json.quoted(text);
      String tool =
          "{\"name\":%s,\"description\":%s,\"x-command\":%s,\"x-run-as\":%s,\"x-e\":{%s:[%s]}}"
              .formatted(text.isEmpty() ? "\"t\"" : quoted, quoted, quoted, quoted, quoted, quoted);
      assertThat(registry.post("/instances/i/tools", Bodies.tools(tool)).status()).isEqualTo(200);
      String shown = Json.at(registry.get("/instances/i").body(), "/tools/0");
      assertThat(Json.unquoted(Json.at(shown, "/description"))).isEqualTo(text);
      assertThat(Json.members(shown, "/x-e")).containsExactly(text);
      String group = Json.at(registry.get("/tools").body(), "/0");
      assertThat(Json.unquoted(Json.at(group, "/name"))).isEqualTo(text.isEmpty() ? "t" : text);
      for (String pointer : List.of("/description", "/hosts/0/x-command", "/hosts/0/x-run-as")) {
        assertThat(Json.unquoted(Json.at(group, pointer))).as(pointer).isEqualTo(text);
      }
    }
  }

  @FourWays
  void rawUtf8AndEscapesAreTheSameText(RunningRegistry registry) {
    registry.register("i", "web", "h");
    String raw = "{\"name\":\"\u00e9\ud83d\ude80/\"}";
    String escaped = "{\"name\":\"\\u00E9\\uD83D\\ude80\\/\"}";

    registry.post("/instances/i/tools", Bodies.tools(raw));
    String group = registry.get("/tools").body();
    registry.post("/instances/i/tools", Bodies.tools(escaped));
    assertThat(registry.get("/tools").body()).isEqualTo(group).contains("\u00e9\ud83d\ude80/");
  }

  @FourWays
  void numbersKeepTheirDigits(RunningRegistry registry) {
    String numbers = String.join(",", NUMBERS);
    String tool =
        "{\"name\":\"t\",\"inputSchema\":{\"enum\":[%s]},\"x-limits\":[%s]}"
            .formatted(numbers, numbers);
    registry.register("i", "web", "h");
    registry.post("/instances/i/tools", Bodies.tools(tool));
    registry.post("/instances/i/heartbeat", "{\"system\":{\"n\":[" + numbers + "]}}");

    assertThat(registry.get("/tools/t").body()).contains("{\"enum\":[" + numbers + "]}");
    String shown = registry.get("/instances/i").body();
    assertThat(shown).contains("\"tools\":[" + tool + "]", "{\"n\":[" + numbers + "]}");
    assertThat(registry.get("/instances").body()).isEqualTo("[" + shown + "]");
  }

  @FourWays
  void membersKeepTheirOrderAndWhiteSpaceDoesNotMatter(RunningRegistry registry) {
    registry.register("i", "web", "h");
    String spread =
        "\n{ \"tools\" :\t[ { \"z\" : [ ] , \"name\" : \"t\",\r\n\"a\" : { \"\" : null } } ] }\n ";
    registry.post("/instances/i/tools", spread);

    assertThat(Json.at(registry.get("/instances/i").body(), "/tools"))
        .isEqualTo("[{\"z\":[],\"name\":\"t\",\"a\":{\"\":null}}]");
  }

  @FourWays
  void theDeepestToolThatIsTakenIsShownEverywhere(RunningRegistry registry) {
    // The body and its array of tools stand around the tool.
    String schema = "{\"x\":".repeat(61) + "0" + "}".repeat(61);
    String tool = "{\"name\":\"t\",\"inputSchema\":" + schema + "}";
    registry.register("i", "web", "h");

    assertThat(registry.post("/instances/i/tools", Bodies.tools(tool)).status()).isEqualTo(200);
    assertThat(registry.get("/instances").body()).contains(tool);
    assertThat(registry.get("/tools").body()).contains(schema);
  }

  @FourWays
  void aMegabyteOfOneTextIsKept(RunningRegistry registry) {
    String text = "\u00e9".repeat(1 << 20);
    registry.register("i", "web", "h");
    String tool = "{\"name\":\"t\",\"description\":\"" + text + "\"}";

    assertThat(registry.post("/instances/i/tools", Bodies.tools(tool)).status()).isEqualTo(200);
    assertThat(registry.get("/tools/t").body()).contains("\"" + text + "\"");
  }

  @FourWays
  void aByteOrderMarkIsNoText(RunningRegistry registry) {
    String body = "\ufeff" + Bodies.registration("i", "web", "h");
    assertThat(registry.post("/instances", body).status()).isEqualTo(201);
    assertThat(registry.get("/instances/i").status()).isEqualTo(200);
  }
}
