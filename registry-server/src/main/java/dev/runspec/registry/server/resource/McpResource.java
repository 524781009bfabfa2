package dev.runspec.registry.server.resource;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.runspec.registry.ErrorCode;
import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.engine.Registry;
import dev.runspec.registry.mcp.Delivery;
import dev.runspec.registry.mcp.JsonObject;
import dev.runspec.registry.mcp.Message;
import dev.runspec.registry.mcp.ProgressLines;
import dev.runspec.registry.mcp.Protocol;
import dev.runspec.registry.mcp.Revision;
import dev.runspec.registry.mcp.RpcFailure;
import dev.runspec.registry.server.http.Access;
import dev.runspec.registry.server.http.Answer;
import dev.runspec.registry.server.http.Call;
import dev.runspec.registry.server.http.Refusal;
import dev.runspec.registry.server.http.Route;
import dev.runspec.registry.server.mcp.CatalogTools;
import java.util.ArrayList;
import java.util.List;

/**
 * The catalogue for models: the Model Context Protocol over streamable HTTP. No session is kept and
 * no stream is opened; every message is answered by itself, so that any replica can.
 */
final class McpResource {

  private static final int LARGEST = 256 << 10;

  private static final byte[] NOTHING = {};

  private final Protocol protocol;

  McpResource(Registry registry) {
    this.protocol = new Protocol(new CatalogTools(registry));
  }

  List<Route> routes() {
    return List.of(Route.post("/mcp", Access.READ, this::answer));
  }

  private Answer answer(Call call) {
    call.requireOwnOrigin();
    byte[] body = call.optionalJsonBody().orElse(NOTHING);
    if (body.length > LARGEST) {
      throw new Refusal(
          ErrorCode.PAYLOAD_TOO_LARGE, "A message is not longer than " + LARGEST + " bytes here");
    }
    McpHeaders headers = new McpHeaders(call);
    Delivery delivery = Delivery.of(body, headers.assumed());
    if (!delivery.isBatch()) {
      return single(delivery.messages().get(0), headers);
    }
    List<JsonDocument> answers = new ArrayList<>();
    for (Message message : delivery.messages()) {
      Answer each = single(message, headers);
      if (each.body().length > 0) {
        answers.add(new JsonDocument(new String(each.body(), UTF_8)));
      }
    }
    return answers.isEmpty() ? Answer.empty(202) : json(200, JsonObject.array(answers));
  }

  private Answer single(Message message, McpHeaders headers) {
    if (message instanceof Message.Request request) {
      return answered(request, headers);
    }
    if (message instanceof Message.Wrong wrong) {
      boolean isNobodys = wrong.id().equals(Message.NO_ID) && headers.assumed().isStateless();
      return json(
          400, isNobodys ? wrong.failure().answerToNobody() : wrong.failure().answerTo(wrong.id()));
    }
    return Answer.empty(202);
  }

  private Answer answered(Message.Request request, McpHeaders headers) {
    Revision revision;
    try {
      revision = headers.of(request);
    } catch (RpcFailure failure) {
      return json(400, failure.answerTo(request.id()));
    }
    try {
      JsonDocument result = protocol.result(request, revision, ProgressLines.NONE);
      return json(200, Protocol.answer(request, result));
    } catch (RpcFailure failure) {
      boolean isUnknown = revision.isStateless() && failure.code() == RpcFailure.NO_METHOD;
      return json(isUnknown ? 404 : 200, failure.answerTo(request.id()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("nothing here waits", e);
    }
  }

  private static Answer json(int status, JsonDocument message) {
    return Answer.json(status, message.utf8());
  }
}
