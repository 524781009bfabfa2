package dev.runspec.registry.cli.output;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/** Bytes of a program, as a terminal may be shown them. */
public final class TerminalText {

  private static final HexFormat HEX = HexFormat.of();

  private TerminalText() {}

  /** A line of text, if these bytes are UTF-8. */
  public static Optional<String> decoded(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes))
              .toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** A line of output: what a terminal would obey, and what is no text, stands there as escapes. */
  public static String of(byte[] line) {
    StringBuilder shown = new StringBuilder(line.length);
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    int length = line.length > 0 && line[line.length - 1] == '\r' ? line.length - 1 : line.length;
    ByteBuffer rest = ByteBuffer.wrap(line, 0, length);
    CharBuffer text = CharBuffer.allocate(length + 1);
    while (true) {
      CoderResult result = decoder.decode(rest, text, true);
      text.flip();
      shown.append(Visible.lines(text.toString()));
      text.clear();
      if (!result.isError()) {
        return shown.toString();
      }
      for (int at = 0; at < result.length(); at++) {
        shown.append("\\x").append(HEX.toHexDigits(rest.get()));
      }
      decoder.reset();
    }
  }
}
