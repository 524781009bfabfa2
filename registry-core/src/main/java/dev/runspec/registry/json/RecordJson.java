package dev.runspec.registry.json;

import dev.runspec.registry.Registration;
import dev.runspec.registry.Tool;
import java.io.IOException;
import java.util.List;

/**
 * A registration as stores keep it: each tool names its definition by hash, so that a definition is
 * kept once for all who have it, and says beside it only how it is run: what execution members
 * stood where. {@link RecordReader} reads it.
 *
 * <pre>{@code
 * {"instance_id":…, …, "tools":[["9f86…",57,"\"x-command\":\"/x\""],["60303a…"]]}
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
            body.array("tools", tools, RecordJson::write);
            ToolsSignatureJson.write(registration.signature(), body);
          }
        });
  }

  private static void write(Tool tool, JsonWriter tools) throws IOException {
    tools.elements(
        reference -> {
          reference.element(tool.definition().hash());
          for (Tool.Splice splice : tool.splices()) {
            reference.element(splice.at());
            reference.element(splice.members().text());
          }
        });
  }
}
