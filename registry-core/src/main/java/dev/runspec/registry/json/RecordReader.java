package dev.runspec.registry.json;

import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.Registration;
import dev.runspec.registry.Tool;
import dev.runspec.registry.ToolDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link RecordJson} writes. One reader for many records: it gives equal tools as one,
 * as far as it remembers them. Several threads may use it.
 */
public final class RecordReader {

  private static final int REMEMBERED = 1 << 16;

  private final Function<String, @Nullable ToolDefinition> definitions;

  /**
   * Each tool at the place that its hash says; one that comes later takes the place. Threads race
   * for it: a tool is immutable, and to forget one costs nothing but time.
   */
  private final @Nullable Tool[] recent = new @Nullable Tool[REMEMBERED];

  /**
   * A reader that remembers nothing yet.
   *
   * @param definitions the definition of a hash, null if it is not known
   */
  public RecordReader(Function<String, @Nullable ToolDefinition> definitions) {
    this.definitions = definitions;
  }

  /**
   * Reads one record.
   *
   * @throws InvalidDocument if it does not fit, or names a definition that is not known
   */
  public Registration read(byte[] utf8) {
    return JsonReader.readOwn(
        utf8,
        reader -> {
          if (!reader.enterObject()) {
            return null;
          }
          IdentityReader identity = new IdentityReader(reader, this::tool);
          for (String member = reader.nextMember(); member != null; member = reader.nextMember()) {
            if (!identity.take(member)) {
              reader.skip();
            }
          }
          return identity.registration();
        });
  }

  private @Nullable Tool tool(JsonReader reader) {
    if (!reader.enterArray()) {
      return null;
    }
    String hash = reader.nextElement() ? reader.string() : null;
    if (hash == null) {
      throw new InvalidDocument(reader.pointer(), "the hash of a definition was expected");
    }
    List<Tool.Splice> splices = new ArrayList<>(1);
    while (reader.nextElement()) {
      Integer at = reader.integer();
      String members = reader.nextElement() ? reader.string() : null;
      if (at == null || members == null) {
        throw new InvalidDocument(reader.pointer(), "a place and the members there were expected");
      }
      splices.add(new Tool.Splice(at, new JsonDocument(members)));
    }
    ToolDefinition definition = definitions.apply(hash);
    if (definition == null) {
      throw new InvalidDocument(reader.pointer(), "there is no definition " + hash);
    }
    try {
      return remembered(new Tool(definition, splices));
    } catch (IllegalArgumentException e) {
      throw new InvalidDocument(reader.pointer(), String.valueOf(e.getMessage()));
    }
  }

  private Tool remembered(Tool read) {
    int hash = read.hashCode();
    int place = (hash ^ (hash >>> 16)) & (REMEMBERED - 1);
    Tool known = recent[place];
    if (known != null && read.equals(known)) {
      return known;
    }
    recent[place] = read;
    return read;
  }
}
