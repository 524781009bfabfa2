package dev.runspec.registry.mcp;

import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.mcp.Message.Request;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers single requests in whichever revision they are made. It remembers nothing. */
public final class Protocol {

  private static final String PREFIX = "io.modelcontextprotocol/";

  /** Where a request without a handshake says its revision. */
  static final String VERSION_MEMBER = PREFIX + "protocolVersion";

  /** By what a notification tells its subscription. */
  static final String SUBSCRIPTION_MEMBER = PREFIX + "subscriptionId";

  private final Toolbox toolbox;

  public Protocol(Toolbox toolbox) {
    this.toolbox = toolbox;
  }

  /** The revision that a request says by itself, if it does; whether we speak it or not. */
  public static Optional<String> saidRevision(Request request) {
    return request.params().meta().text(VERSION_MEMBER);
  }

  /**
   * The revision in which a request is meant.
   *
   * @param agreed what was agreed on before; null if nothing was
   * @throws RpcFailure if we do not speak it, or the request lacks what it needs there
   */
  public static Revision revisionOf(Request request, @Nullable Revision agreed) {
    Optional<String> said = saidRevision(request);
    if (said.isEmpty()) {
      if (request.method().equals("server/discover")
          || request.method().equals("subscriptions/listen")) {
        throw RpcFailure.parameters("_meta: expected " + VERSION_MEMBER);
      }
      return agreed == null ? Revision.NEWEST_WITH_HANDSHAKE : agreed;
    }
    Revision revision =
        Revision.named(said.get())
            .filter(Revision::isStateless)
            .orElseThrow(() -> RpcFailure.otherRevision(said.get()));
    if (request.params().meta().object(PREFIX + "clientCapabilities").isEmpty()) {
      throw RpcFailure.parameters("_meta: expected " + PREFIX + "clientCapabilities, an object");
    }
    return revision;
  }

  /** The revision that the answer to {@code initialize} agrees on. */
  public static Revision agreed(Request initialize) {
    return initialize
        .params()
        .text("protocolVersion")
        .flatMap(Revision::named)
        .filter(revision -> !revision.isStateless())
        .orElse(Revision.NEWEST_WITH_HANDSHAKE);
  }

  /** The whole message that answers a request with this result. */
  public static JsonDocument answer(Request request, JsonDocument result) {
    return new JsonObject()
        .put("jsonrpc", "2.0")
        .put("id", request.id())
        .put("result", result)
        .document();
  }

  /**
   * The result of a request in its revision.
   *
   * @throws RpcFailure if there is none
   */
  public JsonDocument result(Request request, Revision revision, ProgressLines progress)
      throws InterruptedException {
    return revision.isStateless()
        ? stateless(request, progress)
        : afterHandshake(request, progress);
  }

  private JsonDocument afterHandshake(Request request, ProgressLines progress)
      throws InterruptedException {
    return switch (request.method()) {
      case "initialize" -> initialized(agreed(request));
      // There is nothing to be logged by this way; a client that asks is none the worse for it.
      case "ping", "logging/setLevel" -> JsonDocument.EMPTY_OBJECT;
      case "tools/list" -> listed(request).document();
      case "tools/call" -> called(request, progress, new JsonObject(), Map.of());
      default -> throw noMethod(request);
    };
  }

  private JsonDocument stateless(Request request, ProgressLines progress)
      throws InterruptedException {
    Map<String, JsonDocument> meta = Map.of(PREFIX + "serverInfo", toolbox.server().document());
    return switch (request.method()) {
      case "server/discover" ->
          cacheable(
                  complete()
                      .put("supportedVersions", JsonObject.strings(Revision.statelessNames()))
                      .put("capabilities", capabilities())
                      .put("instructions", toolbox.server().instructions()))
              .put("_meta", new JsonObject().putAll(meta))
              .document();
      case "tools/list" ->
          cacheable(listed(request).put("resultType", "complete"))
              .put("_meta", new JsonObject().putAll(meta))
              .document();
      case "tools/call" -> called(request, progress, complete(), meta);
      default -> throw noMethod(request);
    };
  }

  private static RpcFailure noMethod(Request request) {
    return new RpcFailure(RpcFailure.NO_METHOD, "Method not found: " + request.method());
  }

  private static JsonObject complete() {
    return new JsonObject().put("resultType", "complete");
  }

  private JsonObject cacheable(JsonObject result) {
    return result.put("ttlMs", toolbox.freshness().toMillis()).put("cacheScope", "private");
  }

  private JsonObject capabilities() {
    JsonObject tools = new JsonObject();
    return new JsonObject()
        .put("tools", toolbox.tellsChanges() ? tools.put("listChanged", true) : tools);
  }

  private JsonDocument initialized(Revision agreed) {
    return new JsonObject()
        .put("protocolVersion", agreed.wireName())
        .put("capabilities", capabilities())
        .put("serverInfo", toolbox.server().document())
        .put("instructions", toolbox.server().instructions())
        .document();
  }

  private JsonObject listed(Request request) throws InterruptedException {
    String cursor = request.params().text("cursor").orElse(null);
    return ToolPages.page(toolbox.tools(), cursor);
  }

  private JsonDocument called(
      Request request, ProgressLines progress, JsonObject result, Map<String, JsonDocument> meta)
      throws InterruptedException {
    String name =
        request
            .params()
            .text("name")
            .orElseThrow(() -> RpcFailure.parameters("name: expected the name of a tool"));
    JsonDocument arguments = request.params().object("arguments").orElse(JsonDocument.EMPTY_OBJECT);
    CallResult called = toolbox.call(name, arguments, progress);
    JsonDocument text = new JsonObject().put("type", "text").put("text", called.text()).document();
    result
        .put("content", JsonObject.array(List.of(text)))
        .put("structuredContent", called.structured())
        .put("isError", called.isError());
    if (!called.meta().isEmpty() || !meta.isEmpty()) {
      result.put("_meta", new JsonObject().putAll(called.meta()).putAll(meta));
    }
    return result.document();
  }
}
