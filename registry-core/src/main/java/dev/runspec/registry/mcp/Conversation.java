package dev.runspec.registry.mcp;

import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.json.Documents;
import dev.runspec.registry.mcp.Message.Notification;
import dev.runspec.registry.mcp.Message.Request;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * What is said with one client over one connection. {@link #accept} is called by one thread,
 * message by message; what takes time goes on threads of its own, a few at once.
 */
public final class Conversation {

  private static final System.Logger LOG = System.getLogger(Conversation.class.getName());

  /** Requests that are answered at once, and subscriptions that there are at once. */
  static final int MOST = 16;

  private static final Duration LAST_WORDS = Duration.ofSeconds(8);

  private final Toolbox toolbox;
  private final Protocol protocol;
  private final Outlet outlet;
  private final ThreadFactory threads;

  // All guarded by lock.
  private final Object lock = new Object();
  private final Map<JsonDocument, RunningRequest> running = new LinkedHashMap<>();

  /** The ids of subscriptions, and whether they are for the list of tools. */
  private final Map<JsonDocument, Boolean> listeners = new LinkedHashMap<>();

  private @Nullable Revision agreed;
  private boolean isInitialized;
  private boolean isStateless;

  /**
   * A conversation that begins.
   *
   * @param threads gives one for each request that takes time
   */
  public Conversation(Toolbox toolbox, Outlet outlet, ThreadFactory threads) {
    this.toolbox = toolbox;
    this.protocol = new Protocol(toolbox);
    this.outlet = outlet;
    this.threads = threads;
  }

  /** Takes what came from the client: one message, or a batch where the revision has that. */
  public void accept(byte[] utf8) {
    Delivery delivery = Delivery.of(utf8, inForce());
    Replies replies = new Replies(delivery, outlet);
    delivery.messages().forEach(message -> accept(message, replies));
  }

  /** Says that something came that is no message at all. */
  public void refuse(String words) {
    outlet.send(answer(Message.NO_ID, new RpcFailure(RpcFailure.NO_REQUEST, words)));
  }

  private Revision inForce() {
    synchronized (lock) {
      return agreed != null ? agreed : Revision.NEWEST_WITH_HANDSHAKE;
    }
  }

  private void accept(Message message, Replies replies) {
    if (message instanceof Request request) {
      request(request, replies);
    } else if (message instanceof Notification notification) {
      heed(notification);
      replies.done(null);
    } else if (message instanceof Message.Wrong wrong) {
      replies.done(answer(wrong.id(), wrong.failure()));
    } else {
      replies.done(null);
    }
  }

  /** JSON-RPC wants an id even if it could not be read; the stateless revision has none then. */
  private JsonDocument answer(JsonDocument id, RpcFailure failure) {
    synchronized (lock) {
      return id.equals(Message.NO_ID) && isStateless && agreed == null
          ? failure.answerToNobody()
          : failure.answerTo(id);
    }
  }

  private void request(Request request, Replies replies) {
    try {
      Revision revision = revisionOf(request);
      if (request.method().equals("initialize") && !revision.isStateless()) {
        synchronized (lock) {
          agreed = Protocol.agreed(request);
        }
      }
      if (request.method().equals("subscriptions/listen") && revision.isStateless()) {
        listen(request);
        replies.done(null);
        return;
      }
      if (request.method().startsWith("tools/")) {
        start(request, revision, replies);
      } else {
        replies.done(
            Protocol.answer(request, protocol.result(request, revision, ProgressLines.NONE)));
      }
    } catch (RpcFailure failure) {
      replies.done(failure.answerTo(request.id()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      replies.done(null);
    }
  }

  private Revision revisionOf(Request request) {
    synchronized (lock) {
      Revision revision = Protocol.revisionOf(request, agreed);
      isStateless |= revision.isStateless();
      return revision;
    }
  }

  private void start(Request request, Revision revision, Replies replies) {
    RunningRequest each = new RunningRequest(request, replies, outlet);
    synchronized (lock) {
      if (running.containsKey(request.id())) {
        throw new RpcFailure(RpcFailure.NO_REQUEST, "id: another request with it is still running");
      }
      if (running.size() >= MOST) {
        throw new RpcFailure(
            RpcFailure.INTERNAL, MOST + " requests are running already; wait for one of them");
      }
      running.put(request.id(), each);
    }
    threads.newThread(() -> run(each, revision)).start();
  }

  private void run(RunningRequest each, Revision revision) {
    Request request = each.request();
    JsonDocument answer = null;
    try {
      if (each.begin()) {
        answer = Protocol.answer(request, protocol.result(request, revision, each::progress));
      }
    } catch (RpcFailure failure) {
      answer = failure.answerTo(request.id());
    } catch (InterruptedException e) {
      // It was cancelled, and who cancels a request hears no more of it.
    } catch (RuntimeException fault) {
      LOG.log(Level.ERROR, () -> request.method() + " failed", fault);
      answer =
          new RpcFailure(RpcFailure.INTERNAL, "the server failed; its log says why")
              .answerTo(request.id());
    } finally {
      synchronized (lock) {
        running.remove(request.id());
        lock.notifyAll();
      }
      each.finish(answer);
    }
  }

  private void listen(Request request) {
    boolean isForTools =
        request
            .params()
            .object("notifications")
            .map(filter -> new Params(Documents.members(filter)))
            .flatMap(filter -> filter.any("toolsListChanged"))
            .filter(wish -> wish.text().equals("true"))
            .isPresent();
    boolean isHonoured = isForTools && toolbox.tellsChanges();
    synchronized (lock) {
      if (listeners.size() >= MOST) {
        throw new RpcFailure(RpcFailure.INTERNAL, MOST + " subscriptions are open already");
      }
      if (listeners.containsKey(request.id())) {
        throw new RpcFailure(RpcFailure.NO_REQUEST, "id: a subscription has it");
      }
      JsonObject agreedTo = new JsonObject();
      tell(
          "notifications/subscriptions/acknowledged",
          subscribed(request.id())
              .put(
                  "notifications", isHonoured ? agreedTo.put("toolsListChanged", true) : agreedTo));
      listeners.put(request.id(), isHonoured);
    }
  }

  private static JsonObject subscribed(JsonDocument id) {
    return new JsonObject().put("_meta", new JsonObject().put(Protocol.SUBSCRIPTION_MEMBER, id));
  }

  private void tell(String method, @Nullable JsonObject params) {
    JsonObject message = new JsonObject().put("jsonrpc", "2.0").put("method", method);
    outlet.send((params == null ? message : message.put("params", params)).document());
  }

  private void heed(Notification notification) {
    switch (notification.method()) {
      case "notifications/initialized" -> {
        synchronized (lock) {
          isInitialized = true;
        }
      }
      case "notifications/cancelled" -> notification.params().any("requestId").ifPresent(this::end);
      default -> {}
    }
  }

  private void end(JsonDocument id) {
    synchronized (lock) {
      RunningRequest request = running.get(id);
      if (request != null) {
        request.cancel();
      }
      Boolean unused = listeners.remove(id);
    }
  }

  /** Tells whoever wants to know that the list of tools is another one. */
  public void toolsChanged() {
    synchronized (lock) {
      if (isInitialized) {
        tell("notifications/tools/list_changed", null);
      }
      listeners.forEach(
          (id, isForTools) -> {
            if (isForTools) {
              tell("notifications/tools/list_changed", subscribed(id));
            }
          });
    }
  }

  /**
   * Ends it: the client is gone, or we are. What runs may finish within the grace; then it is
   * cancelled, and waited for a little.
   */
  public void close(Duration grace) {
    synchronized (lock) {
      awaitNone(grace);
      running.values().forEach(RunningRequest::cancel);
      awaitNone(LAST_WORDS);
      listeners.forEach(
          (id, isForTools) ->
              outlet.send(
                  new JsonObject()
                      .put("jsonrpc", "2.0")
                      .put("id", id)
                      .put("result", subscribed(id).put("resultType", "complete"))
                      .document()));
      listeners.clear();
    }
  }

  private void awaitNone(Duration most) {
    long end = System.nanoTime() + most.toNanos();
    try {
      for (long left = most.toNanos();
          !running.isEmpty() && left > 0;
          left = end - System.nanoTime()) {
        lock.wait(left / 1_000_000, (int) (left % 1_000_000));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
