package dev.runspec.registry.server.resource;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.runspec.registry.mcp.Message.Request;
import dev.runspec.registry.mcp.Protocol;
import dev.runspec.registry.mcp.Revision;
import dev.runspec.registry.mcp.RpcFailure;
import dev.runspec.registry.server.http.Call;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** What the header of a request says about the message in its body. */
final class McpHeaders {

  private static final String VERSION = "MCP-Protocol-Version";
  private static final String METHOD = "Mcp-Method";
  private static final String NAME = "Mcp-Name";

  private static final String ENCODED = "=?base64?";
  private static final String END = "?=";

  private final Optional<String> version;
  private final Map<String, Optional<String>> fields;

  McpHeaders(Call call) {
    this.version = call.header(VERSION);
    this.fields = Map.of(VERSION, version, METHOD, call.header(METHOD), NAME, call.header(NAME));
  }

  /** The revision to read the body by; one that says none is of the last that had none. */
  Revision assumed() {
    return said().orElse(Revision.V2025_03_26);
  }

  private Optional<Revision> said() {
    return version.flatMap(Revision::named);
  }

  /**
   * The revision of a request.
   *
   * @throws RpcFailure if there is none that we speak, or the header says something else
   */
  Revision of(Request request) {
    Optional<String> inBody = Protocol.saidRevision(request);
    if (inBody.isEmpty() && version.isPresent()) {
      Revision inHeader = said().orElseThrow(() -> RpcFailure.otherRevision(version.get()));
      if (inHeader.isStateless()) {
        throw RpcFailure.parameters("_meta: expected the protocol version that the header says");
      }
    }
    Revision revision = Protocol.revisionOf(request, assumed());
    if (revision.isStateless()) {
      require(VERSION, revision.wireName());
      require(METHOD, request.method());
      if (request.method().equals("tools/call")) {
        require(NAME, request.params().text("name").orElse(""));
      }
    }
    return revision;
  }

  private void require(String header, String inBody) {
    Optional<String> said = fields.getOrDefault(header, Optional.empty()).map(McpHeaders::decoded);
    if (said.isEmpty() || !said.get().equals(inBody)) {
      throw new RpcFailure(
          RpcFailure.HEADER_MISMATCH,
          "Header mismatch: "
              + header
              + (said.isEmpty() ? " is missing" : " does not say what the body says"));
    }
  }

  private static String decoded(String value) {
    if (!value.startsWith(ENCODED) || !value.endsWith(END)) {
      return value;
    }
    try {
      String encoded = value.substring(ENCODED.length(), value.length() - END.length());
      return new String(Base64.getDecoder().decode(encoded), UTF_8);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return value;
    }
  }
}
