package dev.runspec.registry.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventStreamParserTest {

  private static final int MOST = 1000;

  private final List<String> blocks = new ArrayList<>();
  private final EventStreamParser parser = new EventStreamParser(MOST, this::note);

  private void note(EventBlock block) {
    byte[] data = block.data();
    String said = data == null ? "-" : "'" + new String(data, StandardCharsets.UTF_8) + "'";
    blocks.add(block.type() + " " + (block.isCut() ? "cut" : said) + " @" + block.id());
  }

  private List<String> read(String stream) {
    parser.feed(ByteBuffer.wrap(stream.getBytes(StandardCharsets.UTF_8)));
    return blocks;
  }

  @Test
  void aBlockEndsWithAnEmptyLineAndNotBefore() {
    assertThat(read("event: tools\nid: e-7\ndata: {}\n")).isEmpty();
    assertThat(read("\n")).containsExactly("tools '{}' @e-7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r", "\r\n"})
  void everyKindOfLineEndIsOne(String end) {
    read(String.join(end, "data: a", "data: b", "", "data: c", "", "", ": x", "", ""));

    assertThat(blocks).containsExactly("message 'a\nb' @null", "message 'c' @null");
  }

  @Test
  void howItIsCutIntoPiecesDoesNotMatter() {
    String stream =
        "\uFEFFid: e-1\r\n\r\nevent: tools\r\ndata: {\"a\":\r\ndata: \"ü\"}\r\nid: e-2\r\n\r\n"
            + ": keep-alive\rid: e-3\r\rdata\n\ndata:x\n\n";
    byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
    for (int size = 1; size <= bytes.length; size++) {
      blocks.clear();
      EventStreamParser pieces = new EventStreamParser(MOST, this::note);
      for (int at = 0; at < bytes.length; at += size) {
        pieces.feed(ByteBuffer.wrap(bytes, at, Math.min(size, bytes.length - at)));
      }
      assertThat(blocks)
          .containsExactly(
              "message - @e-1",
              "tools '{\"a\":\n\"ü\"}' @e-2",
              "message - @e-3",
              "message '' @e-3",
              "message 'x' @e-3");
    }
  }

  @Test
  void anIdAloneIsABlockWithoutData() {
    assertThat(read("id: e-7\n\ndata: x\n\nid\n\n"))
        .containsExactly("message - @e-7", "message 'x' @e-7", "message - @");
  }

  @Test
  void whatIsNoBlockIsNotTold() {
    assertThat(read(": keep-alive\n\n\n\nevent: tools\n\nretry: 10\n\nfoo: bar\n\nfoo\n\n"))
        .isEmpty();
    assertThat(read("data: x\n\n")).containsExactly("message 'x' @null");
  }

  @Test
  void onlyOneSpaceBehindTheColonIsNotPartOfTheValue() {
    assertThat(read("data:  x \ndata:y\ndata\nevent:  t\n\n"))
        .containsExactly(" t ' x \ny\n' @null");
  }

  @Test
  void theLastEventFieldOfABlockCounts() {
    assertThat(read("event: a\nevent: b\nid: 1\nid: 2\ndata: x\n\n")).containsExactly("b 'x' @2");
  }

  @Test
  void anIdThatNoHeaderCarriesIsIgnored() {
    assertThat(read("id: a\0b\ndata: x\n\nid: " + "9".repeat(201) + "\ndata: y\n\n"))
        .containsExactly("message 'x' @null", "message 'y' @null");
  }

  @Test
  void theServerMaySayHowLongToWait() {
    assertThat(parser.retry()).isNull();
    read("retry: 1500\n\n");
    assertThat(parser.retry()).isEqualTo(Duration.ofMillis(1500));
    read("retry: 2s\nretry:\nretry: -1\n\n");
    assertThat(parser.retry()).isEqualTo(Duration.ofMillis(1500));
    read("retry: 99999999999999999999\n\n");
    assertThat(parser.retry()).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void whatIsTooLargeIsLeftOutAndTheStreamGoesOn() {
    String line = "x".repeat(MOST);
    assertThat(read("event: tools\ndata: " + line + "\nid: e-7\n\ndata: y\n\n"))
        .containsExactly("tools cut @e-7", "message 'y' @e-7");
  }

  @Test
  void manySmallLinesAreTooLargeAlso() {
    assertThat(read("data: x\n".repeat(MOST) + "\n" + "data: " + "y".repeat(900) + "\n\n"))
        .containsExactly("message cut @null", "message '" + "y".repeat(900) + "' @null");
  }

  @Test
  void aLongCommentIsOnlyAComment() {
    assertThat(read("data: x\n:" + "-".repeat(5 * MOST) + "\n\n"))
        .containsExactly("message 'x' @null");
  }

  @Test
  void bytesThatAreNoUtf8DoNotStopIt() {
    parser.feed(ByteBuffer.wrap(new byte[] {'d', 'a', 't', 'a', ':', (byte) 0xC3, '\n', '\n'}));

    assertThat(blocks).containsExactly("message '\uFFFD' @null");
  }
}
