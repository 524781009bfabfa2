package dev.runspec.registry.server.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/**
 * Reads HTTP/1.1 and forgives less than Helidon's own reader: what a proxy before us could take for
 * something else is no request (RFC 9112, section 11.2). Whatever is thrown here is answered as a
 * bad request, and ends the connection.
 */
final class StrictReader extends DataReader {

  private static final byte[] VERSION = " HTTP/1.1".getBytes(StandardCharsets.US_ASCII);

  /** Whether what is skipped has been read. */
  private boolean isInside;

  @SuppressWarnings("removal") // its factory makes no subclass; once it is an interface, wrap one
  StrictReader(Supplier<byte[]> source) {
    super(source);
  }

  /** Two bytes that are skipped unseen are the end of a line, or of a chunk. */
  @Override
  public void skip(int length) {
    if (length == 2 && !isInside && !startsWithNewLine()) {
      throw new IllegalArgumentException("there is no end of a line");
    }
    super.skip(length);
  }

  @Override
  public BufferData readBuffer() {
    isInside = true;
    try {
      return super.readBuffer();
    } finally {
      isInside = false;
    }
  }

  /** Two bytes of a body are no end of anything. */
  @Override
  public BufferData readBuffer(int length) {
    isInside = true;
    try {
      return super.readBuffer(length);
    } finally {
      isInside = false;
    }
  }

  /** Names of header fields are read like this, up to the colon. */
  @Override
  public String readAsciiString(int length) {
    if (length == 0 && lookup() == ':') {
      throw new IllegalArgumentException("a header field has no name");
    }
    return super.readAsciiString(length);
  }

  /** Only sizes of chunks, and the empty line after the last one, are read like this. */
  @Override
  public String readLine() {
    String line = super.readLine();
    if (!line.chars().allMatch(unit -> Character.digit(unit, 16) >= 0 && unit < 0x80)) {
      throw new IllegalArgumentException("the size of a chunk is no number");
    }
    return line;
  }

  /** Request lines are read like this. Helidon takes {@code delete} for {@code DELETE}. */
  @Override
  public byte[] readBytes(int length) {
    byte[] bytes = super.readBytes(length);
    if (isRequestLine(bytes)) {
      for (int at = 0; bytes[at] != ' '; at++) {
        if (bytes[at] >= 'a' && bytes[at] <= 'z') {
          throw new IllegalArgumentException("methods are written in capitals");
        }
      }
    }
    return bytes;
  }

  private static boolean isRequestLine(byte[] bytes) {
    int start = bytes.length - VERSION.length;
    if (start < 0) {
      return false;
    }
    for (int at = 0; at < VERSION.length; at++) {
      if (bytes[start + at] != VERSION[at]) {
        return false;
      }
    }
    return true;
  }
}
