package dev.runspec.registry.client;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes an event stream apart as it comes in, after the rules of the WHATWG (HTML, section 9.2.6).
 * What a line or an event has beyond the bound is not kept, and the stream goes on behind it.
 * Confined to whoever feeds it.
 */
final class EventStreamParser {

  private static final String USUAL_TYPE = "message";
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final byte[] DATA = "data".getBytes(StandardCharsets.US_ASCII);
  private static final int LONGEST_ID = 200;
  private static final int USUAL_SIZE = 8192;
  private static final Duration LONGEST_RETRY = Duration.ofMinutes(1);

  private final int most;
  private final Consumer<EventBlock> blocks;
  private ByteArrayOutputStream line = new ByteArrayOutputStream(USUAL_SIZE);
  private boolean isLineCut;
  private boolean isFirstLine = true;
  private boolean isAfterReturn;
  private String type = "";
  private @Nullable ByteArrayOutputStream data;
  private boolean isDataCut;
  private boolean hasId;
  private @Nullable String id;
  private @Nullable Duration retry;

  /**
   * @param most how many bytes of one line, and of the data of one event, are taken
   * @param blocks who gets what was read
   */
  EventStreamParser(int most, Consumer<EventBlock> blocks) {
    this.most = most;
    this.blocks = blocks;
  }

  /** How long the server asks to wait before the next connection; null if it does not. */
  @Nullable Duration retry() {
    return retry;
  }

  /** Reads on. */
  void feed(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      byte unit = bytes.get(bytes.position());
      if (isAfterReturn && unit == '\n') {
        bytes.get();
        isAfterReturn = false;
        continue;
      }
      isAfterReturn = false;
      if (takeUpToLineEnd(bytes)) {
        isAfterReturn = bytes.get() == '\r';
        endLine();
      }
    }
  }

  /** Keeps what comes before the end of the line; whether that end is there. */
  private boolean takeUpToLineEnd(ByteBuffer bytes) {
    int begin = bytes.position();
    int end = begin;
    while (end < bytes.limit() && bytes.get(end) != '\n' && bytes.get(end) != '\r') {
      end++;
    }
    byte[] piece = new byte[Math.min(end - begin, most - line.size())];
    isLineCut |= piece.length < end - begin;
    bytes.get(piece);
    line.writeBytes(piece);
    bytes.position(end);
    return end < bytes.limit();
  }

  private void endLine() {
    byte[] whole = line.toByteArray();
    line = emptied(line);
    boolean isCut = isLineCut;
    isLineCut = false;
    if (isFirstLine && startsWith(whole, BYTE_ORDER_MARK)) {
      whole = Arrays.copyOfRange(whole, BYTE_ORDER_MARK.length, whole.length);
    }
    isFirstLine = false;
    if (isCut) {
      isDataCut |= startsWith(whole, DATA);
    } else if (whole.length == 0) {
      endBlock();
    } else {
      field(whole);
    }
  }

  private void endBlock() {
    if (data != null || isDataCut || hasId) {
      byte[] joined = data == null || isDataCut ? null : data.toByteArray();
      blocks.accept(new EventBlock(type.isEmpty() ? USUAL_TYPE : type, joined, isDataCut, id));
    }
    type = "";
    data = null;
    isDataCut = false;
    hasId = false;
  }

  private void field(byte[] whole) {
    int colon = 0;
    while (colon < whole.length && whole[colon] != ':') {
      colon++;
    }
    int value = colon + 1 < whole.length && whole[colon + 1] == ' ' ? colon + 2 : colon + 1;
    int from = Math.min(value, whole.length);
    switch (text(whole, 0, colon)) {
      case "data" -> takeData(whole, from);
      case "event" -> type = text(whole, from, whole.length);
      case "id" -> takeId(text(whole, from, whole.length));
      case "retry" -> takeRetry(text(whole, from, whole.length));
      default -> {
        // A comment, or a field that nobody knows.
      }
    }
  }

  private void takeData(byte[] whole, int from) {
    boolean isFirst = data == null;
    ByteArrayOutputStream lines = data == null ? new ByteArrayOutputStream(whole.length) : data;
    data = lines;
    if (isDataCut || whole.length - from > most - lines.size() - 1) {
      isDataCut = true;
      lines.reset();
      return;
    }
    if (!isFirst) {
      lines.write('\n');
    }
    lines.write(whole, from, whole.length - from);
  }

  private void takeId(String value) {
    if (value.length() <= LONGEST_ID && value.indexOf('\0') < 0) {
      id = value;
      hasId = true;
    }
  }

  private void takeRetry(String value) {
    if (!value.isEmpty() && value.chars().allMatch(unit -> unit >= '0' && unit <= '9')) {
      boolean isLong = value.length() > 9 || Long.parseLong(value) > LONGEST_RETRY.toMillis();
      retry = isLong ? LONGEST_RETRY : Duration.ofMillis(Long.parseLong(value));
    }
  }

  /** The same buffer, unless it grew for one large event. */
  private static ByteArrayOutputStream emptied(ByteArrayOutputStream used) {
    if (used.size() > USUAL_SIZE) {
      return new ByteArrayOutputStream(USUAL_SIZE);
    }
    used.reset();
    return used;
  }

  private static boolean startsWith(byte[] bytes, byte[] start) {
    return bytes.length >= start.length
        && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
  }

  private static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }
}
