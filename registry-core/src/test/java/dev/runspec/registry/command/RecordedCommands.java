package dev.runspec.registry.command;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.runspec.registry.Execution;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The commands that the original builds, as recorded from it. */
final class RecordedCommands {

  /** One recording: what went in, and the line that came out. */
  record Recorded(Execution execution, List<String> args, String expected) {}

  private RecordedCommands() {}

  static List<Recorded> all() throws IOException {
    try (InputStream file =
            Objects.requireNonNull(
                RecordedCommands.class.getResourceAsStream("/remote-commands.json"));
        JsonParser parser = new JsonFactory().createParser(file)) {
      List<Recorded> all = new ArrayList<>();
      parser.nextToken();
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        all.add(next(parser));
      }
      return all;
    }
  }

  private static Recorded next(JsonParser parser) throws IOException {
    String command = null;
    String runAs = null;
    String method = null;
    String flags = null;
    String expected = "";
    List<String> args = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "command" -> command = text(parser);
        case "run_as" -> runAs = text(parser);
        case "become_method" -> method = text(parser);
        case "become_flags" -> flags = text(parser);
        case "expected" -> expected = parser.getText();
        case "args" -> {
          while (parser.nextToken() != JsonToken.END_ARRAY) {
            args.add(parser.getText());
          }
        }
        default -> throw new IOException("unknown member " + name);
      }
    }
    return new Recorded(new Execution(command, runAs, method, flags), args, expected);
  }

  private static @Nullable String text(JsonParser parser) throws IOException {
    return parser.currentToken() == JsonToken.VALUE_NULL ? null : parser.getText();
  }
}
