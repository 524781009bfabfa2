package dev.runspec.registry.mcp;

import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.json.Documents;
import dev.runspec.registry.json.InvalidDocument;
import dev.runspec.registry.json.Values;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** One message that came from a client, whatever it is worth. */
public sealed interface Message {

  /**
   * A request, which gets one answer.
   *
   * @param id a string or an integer, as it came
   */
  record Request(JsonDocument id, String method, Params params) implements Message {}

  /** A notification, which gets none. */
  record Notification(String method, Params params) implements Message {}

  /** An answer. We ask nothing, so it is to nobody's question. */
  record Answer() implements Message {}

  /**
   * Something else.
   *
   * @param id the id that the answer has; {@code null} as JSON if there is none to be seen
   * @param failure what is wrong with it
   */
  record Wrong(JsonDocument id, RpcFailure failure) implements Message {}

  /** JSON's {@code null}, for an id that could not be read. */
  JsonDocument NO_ID = new JsonDocument("null");

  /** An id that is a number has no fraction. */
  Pattern WHOLE = Pattern.compile("-?(0|[1-9][0-9]{0,18})");

  /** Reads one message of those that a {@link Delivery} holds. */
  static Message of(JsonDocument document) {
    if (!Values.isObject(document)) {
      return wrong(NO_ID, "expected a JSON-RPC message, which is an object");
    }
    Map<String, JsonDocument> members = Documents.members(document);
    JsonDocument id = members.get("id");
    JsonDocument answerable = id != null && isFit(id) ? id : NO_ID;
    if (!JsonDocument.string("2.0").equals(members.get("jsonrpc"))) {
      return wrong(answerable, "jsonrpc: expected \"2.0\"");
    }
    Optional<String> method = Optional.ofNullable(members.get("method")).flatMap(Values::string);
    if (method.isEmpty()) {
      return members.containsKey("result") || members.containsKey("error")
          ? new Answer()
          : wrong(answerable, "method: expected a string");
    }
    if (id != null && !isFit(id)) {
      return wrong(NO_ID, "id: expected a string or an integer");
    }
    JsonDocument sent = members.get("params");
    if (sent != null && !Values.isObject(sent)) {
      return id == null
          ? new Notification(method.get(), Params.NONE)
          : new Wrong(id, RpcFailure.parameters("params: expected an object"));
    }
    Params params = sent == null ? Params.NONE : new Params(Documents.members(sent));
    return id == null
        ? new Notification(method.get(), params)
        : new Request(id, method.get(), params);
  }

  private static boolean isFit(JsonDocument id) {
    return Values.string(id).isPresent() || WHOLE.matcher(id.text()).matches();
  }

  private static Message wrong(JsonDocument id, String words) {
    return new Wrong(id, new RpcFailure(RpcFailure.NO_REQUEST, words));
  }

  /** What is wrong with something that is not JSON. */
  static Message notJson(InvalidDocument fault) {
    return new Wrong(
        NO_ID, new RpcFailure(RpcFailure.NOT_JSON, "Parse error: " + fault.getMessage()));
  }
}
