package dev.runspec.registry.json;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.ChangeKind;
import dev.runspec.registry.Instance;
import dev.runspec.registry.InstanceEvent;
import dev.runspec.registry.InstanceState;
import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.Registration;
import dev.runspec.registry.json.InvalidDocument.Fault;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of documents that nobody looks into, and which are refused. */
class DocumentsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "null",
        "true",
        "\"\"",
        "\"007\"",
        "\"  leading\"",
        "\"\\t<&>'\\\"\\\\\"",
        "\"\\u0000\"",
        "\"é \u2028 \uffff 🚀\"",
        "18446744073709551617",
        "1e-07",
        "1E+400",
        "-0",
        "1.0",
        "1.10",
        "{\"b\":1,\"a\":2,\"\":3}",
        "{\"🚀\":{\"\\u0001\":[null,false,[],{}]}}"
      })
  void whatIsCompactIsKeptToTheLetter(String document) {
    assertThat(parse(document)).isEqualTo(document);
  }

  @Test
  void whiteSpaceGoesAndEscapesBecomeText() {
    assertThat(parse(" { \"\\u0061\\/\" :\t[ 1 , \"\\ud83d\\ude80\\u00E9\\n\" ] }\r\n"))
        .isEqualTo("{\"a/\":[1,\"🚀é\\n\"]}");
  }

  @Test
  void memberNamesMayBeEscapedSurrogatePairs() {
    assertThat(parse("{\"\\ud83d\\ude80\":1}")).isEqualTo("{\"🚀\":1}");
    assertThat(parse("{\"" + "x".repeat(500) + "\\ud83d\\ude80\":1}")).contains("x🚀");
  }

  @Test
  void aByteOrderMarkIsLetPass() {
    assertThat(parse("\ufeff{}")).isEqualTo("{}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[1",
        "[1,]",
        "{\"a\"}",
        "{\"a\":}",
        "{,}",
        "{a:1}",
        "{'a':1}",
        "\"a",
        "\"\t\"",
        "\"\\x\"",
        "\"\\u12\"",
        "NaN",
        "[NaN]",
        "[Infinity]",
        "[-Infinity]",
        "[+1]",
        "[01]",
        "[.5]",
        "[1.]",
        "[0x10]",
        "[1e]",
        "tru",
        "nullx",
        "{} {}",
        "{}x",
        "[1]]",
        "// comment\n1",
        "\u0000{}",
        "{\"a\":1,\"a\":2}",
        "{\"a\":{\"b\":1,\"c\":2,\"\\u0062\":3}}"
      })
  void whatIsNoSingleJsonValueIsRefused(String document) {
    assertThat(Refusals.of(Documents::parse, document)).hasSize(1);
  }

  @Test
  void whatIsNotJsonIsSaidSoWithItsPlace() {
    assertThat(Refusals.told(Documents::parse, "{\"a\":1,\n\"b\":tru}"))
        .singleElement()
        .asString()
        .startsWith("not valid JSON: ")
        .contains("'tru'")
        .contains("line 2");
    assertThat(Refusals.told(Documents::parse, ""))
        .containsExactly("the body is empty, a JSON document was expected");
    assertThat(Refusals.told(Documents::parse, "{} {}"))
        .containsExactly("the JSON document is followed by something else");
    assertThat(Refusals.told(RegistrationJson::read, "{\"name\":\"a\",\"name\":\"b\"}"))
        .singleElement()
        .asString()
        .contains("Duplicate field 'name'");
  }

  @Test
  void sixtyFourLevelsAreKeptAndOneMoreIsRefused() {
    assertThat(parse("[".repeat(64) + "]".repeat(64))).hasSize(128);
    assertThat(parse("{\"a\":".repeat(64) + "1" + "}".repeat(64))).isNotEmpty();

    assertThat(Refusals.told(Documents::parse, "[".repeat(65) + "]".repeat(65)))
        .singleElement()
        .asString()
        .startsWith("beyond a limit: ")
        .contains("65")
        .doesNotContain("StreamReadConstraints");
    assertThat(Refusals.of(Documents::parse, "[".repeat(100_000))).hasSize(1);
    assertThat(Refusals.of(RegistrationJson::read, "{\"other\":" + "[".repeat(64))).hasSize(1);
  }

  @Test
  void whatWasLetInAtTheDeepestCanBeReadInEveryAnswer() {
    String deep = "[".repeat(60) + "]".repeat(60);
    byte[] body =
        ("{\"instance_id\":\"a\",\"name\":\"n\",\"version\":\"v\",\"host\":\"h\","
                + "\"tools\":[{\"name\":\"t\",\"inputSchema\":{\"a\":"
                + deep
                + "}}]}")
            .getBytes(UTF_8);
    Registration registration = RegistrationJson.read(body);
    byte[] instance =
        InstanceJson.write(
            new Instance(
                registration,
                InstanceState.LIVE,
                true,
                Instant.EPOCH,
                Instant.EPOCH,
                Instant.EPOCH,
                Instant.EPOCH,
                Instant.EPOCH,
                null));

    assertThat(RegistrationJson.read(RegistrationJson.write(registration))).isEqualTo(registration);
    assertThat(InstanceJson.read(instance).registration()).isEqualTo(registration);
    byte[] list = ("[" + new String(instance, UTF_8) + "]").getBytes(UTF_8);
    assertThat(InstanceJson.readAll(list).get(0).registration()).isEqualTo(registration);
    byte[] event =
        EventJson.write(
            new InstanceEvent(
                1,
                ChangeKind.TOOLS,
                registration.id(),
                "n",
                registration.host(),
                InstanceJson.read(instance)));
    assertThat(Objects.requireNonNull(EventJson.read(event).instance()).registration())
        .isEqualTo(registration);
    byte[] deeper = new String(body, UTF_8).replace(deep, "[" + deep + "]").getBytes(UTF_8);
    assertThat(Refusals.of(RegistrationJson::read, deeper)).hasSize(1);
  }

  @Test
  void absurdSizesAreRefused() {
    assertThat(parse("9".repeat(1000))).hasSize(1000);
    assertThat(Refusals.of(Documents::parse, "9".repeat(1001))).hasSize(1);
    assertThat(Refusals.of(Documents::parse, "\"" + "x".repeat((1 << 20) + 1) + "\"")).hasSize(1);
    assertThat(Refusals.of(Documents::parse, "{\"" + "x".repeat(60_000) + "\":1}")).hasSize(1);
  }

  @Test
  void halvesOfSurrogatePairsAreRefusedWhereTheyStand() {
    assertThat(Refusals.of(Documents::parse, "{\"a\":[1,\"x\\ud83d\"]}"))
        .containsExactly(new Fault("/a/1", "the text holds half of a surrogate pair"));
    assertThat(Refusals.of(Documents::parse, "{\"a\":\"\\ude80\\ud83d\"}"))
        .containsExactly(new Fault("/a", "the text holds half of a surrogate pair"));
    assertThat(Refusals.of(Documents::parse, "{\"a\\ud83d\":{\"b\":\"\\ud83d\"}}"))
        .singleElement()
        .extracting(Fault::message)
        .asString()
        .startsWith("not valid JSON: ")
        .contains("surrogate", "line 1, column");
    assertThat(
            Refusals.of(
                RegistrationJson::read,
                "{\"instance_id\":\"\\ud83d\",\"name\":\"n\",\"version\":\"v\",\"host\":\"h\","
                    + "\"labels\":{\"a\":\"\\ude80\"},"
                    + "\"tools\":[{\"name\":\"\\ud83d\",\"description\":\"\\ud83d\","
                    + "\"x-command\":\"\\ud83d\",\"x\":\"\\ud83d\"}]}"))
        .extracting(Fault::pointer)
        .containsExactly(
            "/instance_id",
            "/labels/a",
            "/tools/0/name",
            "/tools/0/description",
            "/tools/0/x-command",
            "/tools/0/x");
  }

  @Test
  void aMessageThatIsCutIsStillWholeText() {
    String name = "🚀".repeat(1000);

    assertThat(Refusals.of(Documents::parse, "{\"" + name + "\":1,\"" + name + "\":2}")).hasSize(1);
    assertThat(Refusals.of(Documents::parse, "{\"x" + name + "\":1,\"x" + name + "\":2}"))
        .hasSize(1);
    assertThat(Refusals.of(RegistrationJson::read, "{\"labels\":{\"" + name + "\":1}}"))
        .allSatisfy(fault -> assertThat(fault.pointer()).hasSizeLessThan(600));
  }

  @Test
  void whatIsNotUtf8IsRefused() {
    assertThat(Refusals.of(Documents::parse, bytes('"', 0xED, 0xA0, 0xBD, '"')))
        .containsExactly(new Fault("", "the body is not UTF-8: its byte 1 does not fit"));
    List<byte[]> bodies =
        List.of(
            bytes('"', 0xED, 0xA0, 0xBD, 0xED, 0xBA, 0x80, '"'),
            bytes('"', 0xC0, 0x80, '"'),
            bytes('"', 0xC3),
            bytes('"', 0xFF, '"'),
            bytes('"', 0xF4, 0x90, 0x80, 0x80, '"'),
            bytes('{', '"', 0xE9, '"', ':', '1', '}'),
            bytes(0xFF, 0xFE),
            bytes(0x00, 0x7B, 0x00, 0x00),
            "{\"a\":1}".getBytes(UTF_16BE),
            "{\"a\":1}".getBytes(UTF_16LE),
            "\ufeff{\"a\":1}".getBytes(UTF_16LE),
            "{\"a\":1}".getBytes(Charset.forName("UTF-32")),
            "{\"a\":1}".getBytes(Charset.forName("UTF-32LE")));
    for (byte[] body : bodies) {
      assertThat(Refusals.of(Documents::parse, body)).hasSize(1);
      assertThat(Refusals.of(RegistrationJson::read, body)).hasSize(1);
    }
  }

  @Test
  void theReplacementCharacterMayBeSent() {
    assertThat(parse("\"\ufffd\"")).isEqualTo("\"\ufffd\"");
  }

  @Test
  void aStringIsWrittenAsItIsParsed() {
    StringBuilder all = new StringBuilder();
    for (int unit = 0; unit < 0x300; unit++) {
      all.append((char) unit);
    }
    String text = all.append("\u2028\u2029\ufffd\uffff🚀").toString();

    JsonDocument document = JsonDocument.string(text);

    assertThat(Documents.parse(document.utf8())).isEqualTo(document);
  }

  private static String parse(String document) {
    JsonDocument parsed = Documents.parse(document.getBytes(UTF_8));
    assertThat(Documents.parse(parsed.utf8())).isEqualTo(parsed);
    return parsed.text();
  }

  private static byte[] bytes(int... values) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int value : values) {
      bytes.write(value);
    }
    return bytes.toByteArray();
  }
}
