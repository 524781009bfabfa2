package dev.runspec.registry.server.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One open stream of events, read block by block. */
final class Listening implements AutoCloseable {

  private final BufferedReader lines;

  Listening(InputStream body) {
    this.lines = new BufferedReader(new InputStreamReader(body, UTF_8));
  }

  /** What stands between two empty lines. */
  record Block(List<String> lines) {

    Optional<String> field(String name) {
      return lines.stream()
          .filter(line -> line.startsWith(name + ": "))
          .map(line -> line.substring(name.length() + 2))
          .findFirst();
    }

    String event() {
      return field("event").orElse("");
    }

    String id() {
      return field("id").orElse("");
    }

    String data() {
      return field("data").orElse("");
    }
  }

  /** The next block; null at the end of the stream. */
  @Nullable Block nextBlock() {
    List<String> block = new ArrayList<>();
    try {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.isEmpty()) {
          return new Block(block);
        }
        block.add(line);
      }
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next block that is an event, or else fails. */
  Block nextEvent() {
    for (Block block = nextBlock(); block != null; block = nextBlock()) {
      if (!block.event().isEmpty()) {
        return block;
      }
    }
    throw new IllegalStateException("the stream ended");
  }

  @Override
  public void close() {
    try {
      lines.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
