package dev.runspec.registry.json;

import dev.runspec.registry.Tool;
import dev.runspec.registry.ToolsSignature;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body that publishes tools: <code>{"tools":[…],"tools_hash":"…","signature":{…}}</code>.
 *
 * @param tools the tools
 * @param toolsHash the agent's fingerprint of them, or null
 * @param signature by what they are signed, or null
 */
public record Publication(
    List<Tool> tools, @Nullable String toolsHash, @Nullable ToolsSignature signature) {

  public Publication {
    tools = List.copyOf(tools);
  }

  /** Tools that nobody signed. */
  public Publication(List<Tool> tools, @Nullable String toolsHash) {
    this(tools, toolsHash, null);
  }

  /**
   * Reads the body of {@code POST /instances/{id}/tools}.
   *
   * @throws InvalidDocument if it does not fit
   */
  public static Publication read(byte[] utf8) {
    return JsonReader.read(
        utf8,
        reader -> {
          if (!reader.enterObject()) {
            return null;
          }
          List<Tool> tools = null;
          String toolsHash = null;
          ToolsSignature signature = null;
          boolean isSaid = false;
          for (String member = reader.nextMember(); member != null; member = reader.nextMember()) {
            switch (member) {
              case "tools" -> {
                isSaid = true;
                tools = ToolJson.readAll(reader);
              }
              case "tools_hash" -> toolsHash = IdentityReader.toolsHash(reader);
              case "signature" -> signature = ToolsSignatureJson.read(reader);
              default -> reader.skip();
            }
          }
          if (!isSaid) {
            reader.fault("/tools", "missing; an array of tools was expected");
          }
          return tools == null ? null : new Publication(tools, toolsHash, signature);
        });
  }

  /** Writes it. */
  public byte[] utf8() {
    return JsonWriter.object(
        body -> {
          body.array("tools", tools, (tool, array) -> array.element(tool.document()));
          body.member("tools_hash", toolsHash);
          ToolsSignatureJson.write(signature, body);
        });
  }
}
