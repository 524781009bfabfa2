package dev.runspec.registry.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.Tool;
import dev.runspec.registry.ToolDefinition;
import dev.runspec.registry.ToolName;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One tool: an MCP tool with the members that say how it is run. */
public final class ToolJson {

  /** Most tools of one instance. */
  public static final int MOST_TOOLS = 10_000;

  private ToolJson() {}

  /**
   * Reads one tool.
   *
   * @throws InvalidDocument if it does not fit
   */
  public static Tool read(byte[] utf8) {
    return JsonReader.read(utf8, ToolJson::read);
  }

  /** Reads an array of tools; null, with the fault noted, when it is none. */
  static @Nullable List<Tool> readAll(JsonReader reader) {
    return readAll(reader, ToolJson::read);
  }

  /** Like {@link #readAll(JsonReader)}, for tools that are written in another way. */
  static @Nullable List<Tool> readAll(
      JsonReader reader, Function<JsonReader, @Nullable Tool> element) {
    if (!reader.enterArray()) {
      return null;
    }
    List<Tool> tools = new ArrayList<>();
    while (reader.nextElement()) {
      Tool tool = element.apply(reader);
      if (tool != null && tools.size() <= MOST_TOOLS) {
        tools.add(tool);
      }
    }
    if (tools.size() > MOST_TOOLS) {
      reader.fault(reader.pointer(), "more than " + MOST_TOOLS + " tools");
      return null;
    }
    return tools;
  }

  static @Nullable Tool read(JsonReader reader) {
    if (!reader.enterObject()) {
      return null;
    }
    Parts parts = new Parts();
    String pointer = reader.pointer();
    try {
      parts.read(reader);
    } catch (JsonProcessingException e) {
      throw JsonReader.malformed(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return parts.tool(reader, pointer);
  }

  /** A tool while it is read: the definition's text, and the execution members beside it. */
  private static final class Parts {

    private final StringWriter definition = new StringWriter();
    private final StringBuilder members = new StringBuilder();
    private @Nullable String name;
    private boolean isNamed;
    private @Nullable JsonDocument description;
    private @Nullable JsonDocument inputSchema;
    private final List<Tool.Splice> splices = new ArrayList<>();
    private int at;

    void read(JsonReader reader) throws IOException {
      try (JsonGenerator target = JsonReader.FACTORY.createGenerator(definition)) {
        target.writeStartObject();
        for (String member = reader.nextMember(); member != null; member = reader.nextMember()) {
          switch (member) {
            case "x-command", "x-run-as", "x-become-method", "x-become-flags" ->
                executionMember(member, reader, target);
            default -> {
              splice();
              target.writeFieldName(member);
              copyDefinitionMember(member, reader, target);
            }
          }
        }
        splice();
        target.writeEndObject();
      }
    }

    /** Ends a run of execution members, if there is one. */
    private void splice() {
      if (members.length() > 0) {
        splices.add(new Tool.Splice(at, new JsonDocument(members.toString())));
        members.setLength(0);
      }
    }

    private void copyDefinitionMember(String member, JsonReader reader, JsonGenerator target)
        throws IOException {
      switch (member) {
        case "name" -> {
          isNamed = true;
          name = reader.string();
          target.writeString(name == null ? "" : name);
        }
        case "description" -> {
          if (reader.isNull()) {
            target.writeNull();
            return;
          }
          String text = reader.string();
          description = JsonDocument.string(text == null ? "" : text);
          target.writeRawValue(description.text());
        }
        case "inputSchema" -> {
          inputSchema = Documents.copiedObject(reader);
          target.writeRawValue(inputSchema == null ? "{}" : inputSchema.text());
        }
        default -> Documents.copy(reader, target);
      }
    }

    private void executionMember(String member, JsonReader reader, JsonGenerator target)
        throws IOException {
      if (members.length() == 0) {
        target.flush();
        at = definition.getBuffer().length();
      }
      String text = reader.isNull() ? null : reader.string();
      members.append(members.length() == 0 ? "\"" : ",\"").append(member).append("\":");
      members.append(text == null ? "null" : JsonDocument.string(text).text());
    }

    @Nullable Tool tool(JsonReader reader, String pointer) {
      if (!isNamed) {
        reader.fault(pointer + "/name", "missing; a tool needs a name");
        return null;
      }
      if (name == null) {
        return null;
      }
      ToolName checkedName;
      try {
        checkedName = new ToolName(name);
      } catch (IllegalArgumentException e) {
        reader.fault(pointer + "/name", String.valueOf(e.getMessage()));
        return null;
      }
      return new Tool(
          new ToolDefinition(
              checkedName,
              new JsonDocument(definition.toString()),
              description == null ? JsonDocument.string("") : description,
              inputSchema == null ? JsonDocument.EMPTY_OBJECT : inputSchema),
          splices);
    }
  }
}
