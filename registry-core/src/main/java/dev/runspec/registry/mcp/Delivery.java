package dev.runspec.registry.mcp;

import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.json.Documents;
import dev.runspec.registry.json.InvalidDocument;
import dev.runspec.registry.json.Values;
import java.util.List;

/**
 * What came as one: a message, or several where the revision has that.
 *
 * @param messages in order, never empty
 * @param isBatch whether they came in an array, so that their answers go in one
 */
public record Delivery(List<Message> messages, boolean isBatch) {

  /** Most messages in one. */
  private static final int MOST = 100;

  public Delivery {
    messages = List.copyOf(messages);
  }

  /**
   * Reads it. It never fails: what does not fit becomes a {@link Message.Wrong}.
   *
   * @param revision the one in force
   */
  public static Delivery of(byte[] utf8, Revision revision) {
    JsonDocument document;
    try {
      document = Documents.parse(utf8);
    } catch (InvalidDocument e) {
      return single(Message.notJson(e));
    }
    if (!Values.isArray(document)) {
      return single(Message.of(document));
    }
    if (!revision.hasBatches()) {
      return refused("an array of messages: revision " + revision.wireName() + " has no batches");
    }
    List<JsonDocument> elements = Values.elements(document);
    if (elements.isEmpty() || elements.size() > MOST) {
      return refused("an array of " + elements.size() + " messages: expected 1 to " + MOST);
    }
    return new Delivery(elements.stream().map(Delivery::inBatch).toList(), true);
  }

  /** The handshake decides what the others mean, so it comes alone. */
  private static Message inBatch(JsonDocument element) {
    Message message = Message.of(element);
    return message instanceof Message.Request request && request.method().equals("initialize")
        ? new Message.Wrong(
            request.id(),
            new RpcFailure(RpcFailure.NO_REQUEST, "initialize: expected it outside of a batch"))
        : message;
  }

  private static Delivery refused(String words) {
    return single(new Message.Wrong(Message.NO_ID, new RpcFailure(RpcFailure.NO_REQUEST, words)));
  }

  private static Delivery single(Message message) {
    return new Delivery(List.of(message), false);
  }
}
