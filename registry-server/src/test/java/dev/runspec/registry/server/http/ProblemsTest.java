package dev.runspec.registry.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runspec.registry.ErrorCode;
import dev.runspec.registry.json.InvalidDocument.Fault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemsTest {

  private static final Demo DEMO = new Demo();

  @AfterAll
  static void close() {
    DEMO.close();
  }

  private static String text(Answer answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void everyCodeHasAStatusATitleAndItsNameOnTheWire(ErrorCode code) {
    Answer answer = Problems.of(code, "why");
    assertThat(answer.status()).isBetween(400, 599).isEqualTo(Problems.status(code));
    assertThat(answer.contentType()).isEqualTo("application/problem+json");
    assertThat(text(answer))
        .contains("\"code\":\"" + code.wireName() + "\"", "\"status\":" + answer.status())
        .doesNotContain("\"title\":\"Error\"");
  }

  @Test
  void problemIsWrittenAsRfc9457Says() {
    Refusal refusal =
        Refusal.invalid(List.of(new Fault("/name", "is missing"), new Fault("", "x")));
    assertThat(text(Problems.of(refusal)))
        .isEqualTo(
            "{\"type\":\"about:blank\",\"title\":\"Unprocessable Content\",\"status\":422,"
                + "\"detail\":\"/name: is missing\",\"code\":\"invalid-request\",\"errors\":["
                + "{\"pointer\":\"/name\",\"message\":\"is missing\"},"
                + "{\"pointer\":\"\",\"message\":\"x\"}]}");
  }

  @Test
  void detailThatQuotesBrokenTextIsStillJson() {
    assertThat(text(Problems.of(ErrorCode.INVALID_REQUEST, "a\ud800\"\n")))
        .contains("\"detail\":\"a?\\\"\\n\"");
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 1", "1000000000, 1", "1000000001, 2", "9500000000, 10"})
  void retryAfterIsInWholeSecondsAndNeverTooSoon(long nanos, String seconds) {
    Refusal refusal =
        new Refusal(ErrorCode.RATE_LIMITED, "slow down").retryAfter(Duration.ofNanos(nanos));
    assertThat(Problems.of(refusal).fields())
        .containsExactly(new Answer.Field("Retry-After", seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nSet-Cookie: x", "a\nb", "\0", "ä"})
  void headerFieldCannotBreakOutOfItsLine(String value) {
    assertThatThrownBy(() -> Answer.empty(204).with("X-Note", value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("header field X-Note has no plain value");
  }

  @Test
  void handlersRefusalGoesToTheWire() {
    Wire.Reply missing = DEMO.ask("GET", "/missing");
    assertThat(missing.status()).isEqualTo(404);
    assertThat(missing.header("content-type")).contains("application/problem+json");
    assertThat(missing.body())
        .isEqualTo(
            "{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404,"
                + "\"detail\":\"Instance not found\",\"code\":\"instance-not-found\"}");
    Wire.Reply full = DEMO.ask("GET", "/full");
    assertThat(full.status()).isEqualTo(503);
    assertThat(full.header("retry-after")).contains("2");
  }

  @Test
  void faultOfOursNamesARequestIdAndNeverItsCause() {
    Wire.Reply reply = DEMO.ask("GET", "/broken");
    assertThat(reply.status()).isEqualTo(500);
    assertThat(reply.body())
        .contains("\"code\":\"internal-error\"")
        .containsPattern("\"request_id\":\"[0-9a-f]{16}\"")
        .doesNotContain("secret", "StackOverflow");
  }
}
