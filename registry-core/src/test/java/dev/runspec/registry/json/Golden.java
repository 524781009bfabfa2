package dev.runspec.registry.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Bodies as they travel, byte for byte, one file each; the line's end is not part of them. */
final class Golden {

  private Golden() {}

  static byte[] body(String name) {
    try (InputStream file = Golden.class.getResourceAsStream("/golden/" + name + ".json")) {
      if (file == null) {
        throw new IllegalArgumentException("no such golden file: " + name);
      }
      return new String(file.readAllBytes(), UTF_8).stripTrailing().getBytes(UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void assertWritten(byte[] written, String name) {
    assertThat(new String(written, UTF_8)).isEqualTo(new String(body(name), UTF_8));
  }
}
