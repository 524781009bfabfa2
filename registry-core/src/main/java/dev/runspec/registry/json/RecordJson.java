package dev.runspec.registry.json;

import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.Registration;
import dev.runspec.registry.Tool;
import java.io.IOException;
import java.util.List;

/**
 * A registration as stores keep it: each tool names its definition by hash, so that a definition is
 * kept once for all who have it, and says beside it only how it is run. {@link RecordReader} reads
 * it.
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
}
