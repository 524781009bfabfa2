package dev.runspec.registry.mcp;

import dev.runspec.registry.JsonDocument;
import org.jspecify.annotations.Nullable;

/** A no to a request as such, by JSON-RPC's codes. What a tool has to say is no such failure. */
public final class RpcFailure extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** It is not JSON. */
  public static final int NOT_JSON = -32700;

  /** It is JSON, and no message. */
  public static final int NO_REQUEST = -32600;

  /** There is no such method. */
  public static final int NO_METHOD = -32601;

  /** The parameters do not fit, an unknown tool among them. */
  public static final int BAD_PARAMETERS = -32602;

  /** We failed. */
  public static final int INTERNAL = -32603;

  /** The header of HTTP says something else than the body. */
  public static final int HEADER_MISMATCH = -32020;

  /** A request of a revision that we do not speak. */
  public static final int OTHER_REVISION = -32022;

  private static final int LONGEST = 300;

  private final int code;
  private final transient @Nullable JsonDocument data;

  /** A failure with this code, told in these words. */
  public RpcFailure(int code, String words) {
    this(code, words, null);
  }

  RpcFailure(int code, String words, @Nullable JsonDocument data) {
    super(shortened(words), null, false, false);
    this.code = code;
    this.data = data;
  }

  /** Parameters that do not fit. */
  public static RpcFailure parameters(String words) {
    return new RpcFailure(BAD_PARAMETERS, words);
  }

  /** A tool that is not here. */
  public static RpcFailure unknownTool(String name) {
    return parameters("Unknown tool: " + name);
  }

  /** A revision that we do not speak in this way. */
  public static RpcFailure otherRevision(String requested) {
    return new RpcFailure(
        OTHER_REVISION,
        "Unsupported protocol version",
        new JsonObject()
            .put("supported", JsonObject.strings(Revision.statelessNames()))
            .put("requested", requested)
            .document());
  }

  /** A client may have sent anything that is quoted here; half a character is not sent back. */
  private static String shortened(String words) {
    if (words.length() <= LONGEST) {
      return words;
    }
    int end = Character.isHighSurrogate(words.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    return words.substring(0, end) + "…";
  }

  /** The code. */
  public int code() {
    return code;
  }

  /** The whole message about it, as the answer to the request of this id. */
  public JsonDocument answerTo(JsonDocument id) {
    return message(new JsonObject().put("jsonrpc", "2.0").put("id", id));
  }

  /** The same where it is not known whose answer it is, and the revision wants no {@code null}. */
  public JsonDocument answerToNobody() {
    return message(new JsonObject().put("jsonrpc", "2.0"));
  }

  private JsonDocument message(JsonObject message) {
    return message
        .put(
            "error",
            new JsonObject().put("code", code).put("message", getMessage()).put("data", data))
        .document();
  }
}
