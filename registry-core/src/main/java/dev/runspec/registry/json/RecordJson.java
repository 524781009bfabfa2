package dev.runspec.registry.json;

import dev.runspec.registry.Execution;
import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.Registration;
import dev.runspec.registry.Tool;
import dev.runspec.registry.ToolDefinition;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A registration as stores keep it: each tool names its definition by hash, so that a definition is
 * kept once for all who have it, and says beside it only how it is run.
 *
 * <pre>{@code
 * {"instance_id": …, …, "tools": [{"definition": "9f86…", "at": [57], "members": ["\"x-command\":\"/x\""]}]}
 * }</pre>
 */
public final class RecordJson {

  private RecordJson() {}

  /** Writes all but the definitions. */
  public static byte[] write(Registration registration) {
    return JsonWriter.object(
        body -> {
          RegistrationJson.writeAllButTools(registration, body);
          List<Tool> tools = registration.tools();
          if (tools != null) {
            body.array(
                "tools",
                tools,
                (tool, array) ->
                    array.element(
                        reference -> {
                          reference.member("definition", tool.definition().hash());
                          writeSplices(tool.splices(), reference);
                        }));
          }
        });
  }

  private static void writeSplices(List<Tool.Splice> splices, JsonWriter reference)
      throws IOException {
    if (!splices.isEmpty()) {
      reference
          .array(
              "at",
              splices,
              (splice, array) -> array.element(new JsonDocument(Integer.toString(splice.at()))))
          .array("members", splices, (splice, array) -> array.element(splice.members().text()));
    }
  }

  /**
   * Reads it.
   *
   * @param definitions the definition of a hash, null if it is not known
   * @throws InvalidDocument if it does not fit, or names a definition that is not known
   */
  public static Registration read(
      byte[] utf8, Function<String, @Nullable ToolDefinition> definitions) {
    return JsonReader.readDeep(
        utf8,
        reader -> {
          if (!reader.enterObject()) {
            return null;
          }
          IdentityReader identity = new IdentityReader(reader);
          List<Tool> tools = null;
          for (String member = reader.nextMember(); member != null; member = reader.nextMember()) {
            if (member.equals("tools")) {
              tools = reader.elements(each -> tool(each, definitions));
            } else if (!identity.take(member)) {
              reader.skip();
            }
          }
          Registration registration = identity.registration();
          return registration == null || tools == null
              ? registration
              : registration.withTools(tools, registration.toolsHash());
        });
  }

  private static @Nullable Tool tool(
      JsonReader reader, Function<String, @Nullable ToolDefinition> definitions) {
    if (!reader.enterObject()) {
      return null;
    }
    String hash = "";
    List<BigDecimal> places = List.of();
    List<String> members = List.of();
    for (String member = reader.nextMember(); member != null; member = reader.nextMember()) {
      switch (member) {
        case "definition" -> hash = reader.stringOr("");
        case "at" -> places = reader.elements(JsonReader::number);
        case "members" -> members = reader.elements(JsonReader::string);
        default -> reader.skip();
      }
    }
    ToolDefinition definition = definitions.apply(hash);
    if (definition == null) {
      reader.fault(reader.pointer(), "there is no definition " + hash);
      return null;
    }
    List<Tool.Splice> splices = new ArrayList<>(members.size());
    for (int i = 0; i < members.size(); i++) {
      splices.add(new Tool.Splice(places.get(i).intValue(), new JsonDocument(members.get(i))));
    }
    return new Tool(definition, splices.isEmpty() ? Execution.UNSAID : execution(members), splices);
  }

  private static Execution execution(List<String> members) {
    String object = "{" + String.join(",", members) + "}";
    return JsonReader.read(object.getBytes(StandardCharsets.UTF_8), ToolJson::readExecution);
  }
}
