package dev.runspec.registry.json;

import static dev.runspec.registry.Samples.id;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.Heartbeat;
import dev.runspec.registry.Registration;
import dev.runspec.registry.Tool;
import dev.runspec.registry.json.InvalidDocument.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told of registrations, beats and publications that do not fit. */
class RegistrationRefusalTest {

  private static final String IDENTITY =
      "\"instance_id\":\"a\",\"name\":\"n\",\"version\":\"v\",\"host\":\"h\"";

  @Test
  void everyMissingMemberIsNamed() {
    assertThat(told("{}"))
        .containsExactly(
            "/instance_id: missing; a string was expected",
            "/name: missing; a string was expected",
            "/version: missing; a string was expected",
            "/host: missing; a string was expected");
  }

  @Test
  void everyWrongTypeIsNamedInOneLook() {
    assertThat(
            told(
                "{\"instance_id\":7,\"name\":null,\"version\":[1,[2]],\"host\":{\"a\":{}},"
                    + "\"heartbeat_interval\":\"30\",\"labels\":[],\"ssh\":true,\"tools\":{},"
                    + "\"tools_hash\":1}"))
        .containsExactly(
            "/instance_id: expected a string, found a number",
            "/name: expected a string, found null",
            "/version: expected a string, found an array",
            "/host: expected a string, found an object",
            "/heartbeat_interval: expected a number, found a string",
            "/labels: expected an object, found an array",
            "/ssh: expected an object, found true",
            "/tools: expected an array, found an object",
            "/tools_hash: expected a string, found a number");
  }

  @Test
  void aSignatureThatIsNoneIsNamed() {
    assertThat(told("{" + IDENTITY + ",\"signature\":\"-----BEGIN\"}"))
        .containsExactly("/signature: expected an object, found a string");
    assertThat(told("{" + IDENTITY + ",\"signature\":{}}"))
        .containsExactly(
            "/signature/signed_at: missing; seconds since the epoch were expected",
            "/signature/signature: missing; an armoured SSH signature was expected");
    assertThat(told(signed("1.5", "x")))
        .containsExactly("/signature/signed_at: expected whole seconds since the epoch, found 1.5");
    assertThat(told(signed("1e90", "x")))
        .singleElement()
        .asString()
        .startsWith("/signature/signed");
    assertThat(told(signed("-1", "x"))).singleElement().asString().startsWith("/signature: signed");
    assertThat(told(signed("1", ""))).containsExactly("/signature: signature is empty");
    assertThat(told(signed("1", "x".repeat(16_385))))
        .containsExactly("/signature: signature is longer than 16384 characters: 16385");
    assertThat(told(signed("1", "\\u001b[2J")))
        .containsExactly("/signature: signature is not lines of printable ASCII");
  }

  @Test
  void aSignatureOfNothingIsPassedOver() {
    assertThat(
            RegistrationJson.read(
                    ("{" + IDENTITY + ",\"signature\":{\"signed_at\":1,\"signature\":\"x\"}}")
                        .getBytes(UTF_8))
                .signature())
        .isNull();
  }

  private static String signed(String time, String text) {
    return "{"
        + IDENTITY
        + ",\"tools\":[],\"signature\":{\"signed_at\":"
        + time
        + ",\"signature\":\""
        + text
        + "\"}}";
  }

  @Test
  void faultsInTheDepthHaveTheirPointer() {
    assertThat(
            told(
                "{"
                    + IDENTITY
                    + ",\"labels\":{\"a/b~c\":1},\"ssh\":{\"port\":\"22\",\"user\":[]},"
                    + "\"tools\":[{\"name\":\"ok\"},7,{\"name\":\"\"},{\"x-command\":1},"
                    + "{\"name\":\"t\",\"inputSchema\":[],\"description\":{}}]}"))
        .containsExactly(
            "/labels/a~1b~0c: expected a string, found a number",
            "/ssh/port: expected a number, found a string",
            "/ssh/user: expected a string, found an array",
            "/tools/1: expected an object, found a number",
            "/tools/2/name: tool name is empty",
            "/tools/3/x-command: expected a string, found a number",
            "/tools/3/name: missing; a tool needs a name",
            "/tools/4/inputSchema: expected an object, found an array",
            "/tools/4/description: expected a string, found an object");
  }

  @Test
  void notMoreThanTwentyFaultsAreTold() {
    String tools = "7,".repeat(50) + "7";

    assertThat(told("{" + IDENTITY + ",\"tools\":[" + tools + "]}")).hasSize(20);
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "\"a\"", "null", "[]", "true"})
  void whatIsNoObjectIsRefused(String document) {
    assertThat(told(document)).singleElement().asString().startsWith("expected an object, found ");
    assertThat(Refusals.of(Publication::read, document)).hasSize(1);
    assertThat(Refusals.of(utf8 -> HeartbeatJson.read(utf8, id("a")), document)).hasSize(1);
  }

  @Test
  void tooLongOrEmptyTextIsRefusedAtItsPointer() {
    String longest = "x".repeat(1024);
    String tooLong = longest + "x";
    Registration read =
        RegistrationJson.read(
            utf8(
                "{\"instance_id\":\"@\",\"name\":\"@\",\"version\":\"\",\"host\":\"@\","
                    + "\"tools_hash\":\"@\"}",
                longest));
    assertThat(read.name()).isEqualTo(longest);

    assertThat(
            Refusals.of(
                RegistrationJson::read,
                utf8(
                    "{\"instance_id\":\"@\",\"name\":\"@\",\"version\":\"@\","
                        + "\"host\":\"\",\"tools_hash\":\"@\"}",
                    tooLong)))
        .extracting(Fault::toString)
        .containsExactly(
            "/instance_id: instance_id is longer than 1024 characters: 1025",
            "/name: name is longer than 1024 characters: 1025",
            "/version: version is longer than 1024 characters: 1025",
            "/host: host is empty",
            "/tools_hash: tools_hash is longer than 1024 characters: 1025");
    assertThat(Refusals.of(Publication::read, utf8("{\"tools\":[],\"tools_hash\":\"@\"}", tooLong)))
        .extracting(Fault::pointer)
        .containsExactly("/tools_hash");
  }

  @ParameterizedTest
  @CsvSource({
    "1, PT1S",
    "1.0, PT1S",
    "1e0, PT1S",
    "30, PT30S",
    "2.5, PT2.5S",
    "1.2344, PT1.234S",
    "1.2345, PT1.235S",
    "86400, PT24H",
    "8.64e4, PT24H",
    "null, PT30S"
  })
  void heartbeatIntervalIsSecondsWithAFraction(String number, Duration expected) {
    assertThat(
            RegistrationJson.read(utf8("{" + IDENTITY + ",\"heartbeat_interval\":@}", number))
                .heartbeatInterval())
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-1",
        "0.999999",
        "86400.0001",
        "86401",
        "1e9",
        "1e-9",
        "1e999999999",
        "-1e-999999999",
        "1e99999999999999999999"
      })
  void anAbsurdHeartbeatIntervalIsRefused(String number) {
    assertThat(
            Refusals.of(
                RegistrationJson::read,
                utf8("{" + IDENTITY + ",\"heartbeat_interval\":@}", number)))
        .singleElement()
        .extracting(Fault::pointer)
        .isEqualTo("/heartbeat_interval");
  }

  @Test
  void nullStandsForWhatIsOptional() {
    Registration bare = RegistrationJson.read(utf8("{" + IDENTITY + "}"));

    assertThat(
            RegistrationJson.read(
                utf8(
                    "{"
                        + IDENTITY
                        + ",\"heartbeat_interval\":null,\"labels\":null,\"ssh\":null,"
                        + "\"tools_hash\":null,\"tools\":null}")))
        .isEqualTo(bare);
    assertThat(HeartbeatJson.read(utf8("{\"system\":null,\"tools_hash\":null}"), id("a")))
        .isEqualTo(Heartbeat.BARE);
    assertThat(
            RegistrationJson.read(
                    utf8("{" + IDENTITY + ",\"ssh\":{\"address\":null,\"port\":null}}"))
                .ssh())
        .isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "65536", "-1", "22.5", "1e50"})
  void aPortThatIsNoneIsRefused(String port) {
    assertThat(
            Refusals.of(
                RegistrationJson::read, utf8("{" + IDENTITY + ",\"ssh\":{\"port\":@}}", port)))
        .singleElement()
        .extracting(Fault::pointer)
        .asString()
        .startsWith("/ssh");
  }

  @Test
  void tooManyLabelsAreRefused() {
    String labels =
        String.join(",", IntStream.range(0, 65).mapToObj(i -> "\"l" + i + "\":\"\"").toList());

    assertThat(told("{" + IDENTITY + ",\"labels\":{" + labels + "}}"))
        .containsExactly("labels are more than 64: 65");
  }

  @Test
  void aBeatWithHalfAnIdentityIsRefused() {
    assertThat(
            Refusals.of(
                utf8 -> HeartbeatJson.read(utf8, id("a")),
                "{\"name\":\"n\",\"heartbeat_interval\":0,\"system\":[]}"))
        .extracting(Fault::toString)
        .containsExactly(
            "/heartbeat_interval: expected seconds within 1 and 86400, found 0",
            "/system: expected an object, found an array",
            "/version: missing; a string was expected",
            "/host: missing; a string was expected");
  }

  @Test
  void absurdTelemetryIsRefused() {
    String fits = "{\"system\":{\"a\":\"" + "x".repeat(16_384 - 8) + "\"}}";
    String tooLong = "{\"system\":{\"a\":\"" + "x".repeat(16_384 - 7) + "\"}}";

    assertThat(HeartbeatJson.read(utf8(fits), id("a")).system()).isNotNull();
    assertThat(Refusals.of(utf8 -> HeartbeatJson.read(utf8, id("a")), tooLong))
        .extracting(Fault::toString)
        .containsExactly("/system: longer than 16384 characters");
  }

  @Test
  void theIdOfABeatIsTheOneOfThePathWhateverItsBodySays() {
    Registration identity =
        HeartbeatJson.read(utf8("{" + IDENTITY + ",\"tools\":7}"), id("of the path")).identity();

    assertThat(Objects.requireNonNull(identity).id()).isEqualTo(id("of the path"));
  }

  @Test
  void aPublicationWithoutToolsIsRefused() {
    assertThat(Refusals.told(Publication::read, "{}"))
        .containsExactly("/tools: missing; an array of tools was expected");
    assertThat(Refusals.told(Publication::read, "{\"tools\":null}"))
        .containsExactly("/tools: expected an array, found null");
  }

  @Test
  void manyToolsMayBePublishedAndTooManyMayNot() {
    List<Tool> read = Publication.read(utf8(publication(2_000, 600))).tools();
    assertThat(read).hasSize(2_000);
    assertThat(read.get(1_999).name().value()).isEqualTo("tool-1999");

    assertThat(Publication.read(utf8(publication(10_000, 0))).tools()).hasSize(10_000);
    assertThat(Refusals.told(Publication::read, publication(10_001, 0)))
        .containsExactly("/tools: more than 10000 tools");
  }

  private static String publication(int count, int description) {
    StringBuilder tools = new StringBuilder("{\"tools\":[");
    for (int i = 0; i < count; i++) {
      tools.append(i == 0 ? "" : ",").append("{\"name\":\"tool-").append(i);
      tools.append("\",\"description\":\"").append("x".repeat(description)).append("\"}");
    }
    return tools.append("]}").toString();
  }

  private static List<String> told(String document) {
    return Refusals.told(RegistrationJson::read, document);
  }

  private static byte[] utf8(String document) {
    return document.getBytes(UTF_8);
  }

  private static byte[] utf8(String template, String value) {
    return utf8(template.replace("@", value));
  }
}
