package dev.runspec.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runspec.registry.client.ScriptedRegistry.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that come packed with gzip. */
class PackedAnswerTest {

  private static final String TOOLS = "GET /tools?active=true";

  private final ScriptedRegistry registry = ScriptedRegistry.start();
  private final RegistryClient client =
      RegistryClient.builder(registry.uri()).retry(RetryPolicy.NONE).largestAnswer(100_000).build();

  @AfterEach
  void closeAll() {
    client.close();
    registry.close();
  }

  @Test
  void readsAskForItAndUnderstandIt() {
    registry.on(TOOLS, packed("gzip", gzip("[" + Samples.GROUP + "]")));

    assertThat(client.tools()).hasSize(1);
    assertThat(registry.requests().get(0).header("Accept-Encoding")).isEqualTo("gzip");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GZIP", "x-gzip"})
  void itHasSeveralNames(String name) {
    registry.on(TOOLS, packed(name, gzip("[]")));

    assertThat(client.tools()).isEmpty();
  }

  @Test
  void aSmallAnswerThatUnpacksToAHugeOneIsGivenUp() {
    byte[] bomb = gzip("[" + " ".repeat(50_000_000) + "]");
    assertThat(bomb.length).isLessThan(100_000);
    registry.on(TOOLS, packed("gzip", bomb));

    assertThatThrownBy(client::tools)
        .isInstanceOf(RegistryAnswerInvalid.class)
        .hasMessageEndingWith("answered too much: the answer is larger than 100000 bytes");
  }

  @Test
  void anAnswerOfExactlyTheLimitIsTaken() {
    registry.on(TOOLS, packed("gzip", gzip("[" + " ".repeat(99_998) + "]")));

    assertThat(client.tools()).isEmpty();
  }

  @Test
  void whatDoesNotUnpackIsNoAnswer() {
    byte[] whole = gzip("[" + Samples.GROUP + "]");
    byte[] wrongSum = whole.clone();
    wrongSum[whole.length - 5] ^= 1;
    registry.on(
        TOOLS,
        packed("gzip", "[]".getBytes(StandardCharsets.UTF_8)),
        packed("gzip", Arrays.copyOf(whole, whole.length / 2)),
        packed("gzip", wrongSum));

    for (int reply = 0; reply < 3; reply++) {
      assertThatThrownBy(client::tools)
          .isInstanceOf(RegistryAnswerInvalid.class)
          .hasMessageContaining("answered with a body that does not unpack");
    }
    assertThat(registry.requests()).hasSize(3);
  }

  @Test
  void anotherEncodingWasNotAskedFor() {
    registry.on(TOOLS, packed("br", new byte[] {1, 2, 3}));

    assertThatThrownBy(client::tools)
        .isInstanceOf(RegistryAnswerInvalid.class)
        .hasMessageEndingWith("answered in the encoding br, which nobody asked for");
  }

  @Test
  void writesDoNotAskForIt() {
    registry.on("POST /instances", Reply.json(201, Samples.OK));

    client.register(Samples.agent());

    assertThat(registry.requests().get(0).header("Accept-Encoding")).isNull();
  }

  private static Reply packed(String encoding, byte[] body) {
    return (exchange, closing) -> {
      exchange.getResponseHeaders().set("Content-Encoding", encoding);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    };
  }

  private static byte[] gzip(String text) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }
}
