package dev.runspec.registry.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A file whose first line is an API key.
 *
 * @param name its path, or {@code -} for standard input
 * @param input standard input
 */
public record KeyFile(String name, InputStream input) {

  /** The name that stands for standard input. */
  static final String STANDARD_INPUT = "-";

  private static final int LONGEST = 8192;

  /** The key. What cannot be one is said without showing it. */
  public String key() {
    String text = new String(bytes(), StandardCharsets.UTF_8);
    String key = text.lines().findFirst().orElse("").strip();
    if (key.isEmpty()) {
      throw new CommandFailure(source() + " holds no API key; its first line must be the key");
    }
    return key;
  }

  private byte[] bytes() {
    try {
      if (name.equals(STANDARD_INPUT)) {
        return firstLine(input);
      }
      try (InputStream file = Files.newInputStream(Path.of(name))) {
        return firstLine(file);
      }
    } catch (NoSuchFileException e) {
      throw new CommandFailure(source() + " does not exist");
    } catch (IOException | InvalidPathException e) {
      throw new CommandFailure(source() + " cannot be read: " + e.getMessage());
    }
  }

  /** No byte beyond it, so that a command can go on reading what follows. */
  private static byte[] firstLine(InputStream source) throws IOException {
    byte[] line = new byte[LONGEST];
    int length = 0;
    for (int unit = source.read(); unit >= 0 && unit != '\n'; unit = source.read()) {
      if (length == LONGEST) {
        throw new IOException("its first line is longer than " + LONGEST + " bytes");
      }
      line[length++] = (byte) unit;
    }
    return Arrays.copyOf(line, length);
  }

  private String source() {
    return name.equals(STANDARD_INPUT) ? "standard input" : "key file " + name;
  }
}
