package dev.runspec.registry.cli.mcp;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Lines of bytes from a stream, of which none may be longer than a message is. */
final class MessageLines {

  /** Longest message, in bytes. */
  static final int LONGEST = 4 << 20;

  /** Nothing: stands for a line that was too long, and was read over. */
  private static final byte[] TOO_LONG = {};

  private final InputStream source;

  MessageLines(InputStream source) {
    this.source = new BufferedInputStream(source, 1 << 16);
  }

  /**
   * The next line that is not blank, without its end; of one that was too long, nothing; null at
   * the end of the stream.
   */
  byte @Nullable [] next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    boolean isTooLong = false;
    for (int each = source.read(); each >= 0; each = source.read()) {
      if (each == '\n') {
        if (isTooLong) {
          return TOO_LONG;
        }
        if (!isBlank(line)) {
          return line.toByteArray();
        }
        line.reset();
      } else if (line.size() < LONGEST) {
        line.write(each);
      } else {
        isTooLong = true;
      }
    }
    return isTooLong ? TOO_LONG : isBlank(line) ? null : line.toByteArray();
  }

  private static boolean isBlank(ByteArrayOutputStream line) {
    if (line.size() > 16) {
      return false;
    }
    for (byte each : line.toByteArray()) {
      if (each != ' ' && each != '\t' && each != '\r') {
        return false;
      }
    }
    return true;
  }
}
