package dev.runspec.registry.mcp;

import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.mcp.Message.Request;
import org.jspecify.annotations.Nullable;

/** A request that is being answered on a thread of its own, until it is done or cancelled. */
final class RunningRequest {

  private final Request request;
  private final Replies replies;
  private final Outlet outlet;
  private final @Nullable JsonDocument token;

  // Guarded by this.
  private @Nullable Thread thread;
  private boolean isCancelled;
  private boolean isDone;
  private long steps;

  RunningRequest(Request request, Replies replies, Outlet outlet) {
    this.request = request;
    this.replies = replies;
    this.outlet = outlet;
    this.token = request.params().meta().any("progressToken").orElse(null);
  }

  Request request() {
    return request;
  }

  /** From now on this thread answers; false if nobody wants it any more. */
  synchronized boolean begin() {
    thread = Thread.currentThread();
    return !isCancelled;
  }

  /** Tells the client that something happened, if it asked for that. */
  void progress(String line) {
    synchronized (this) {
      if (token == null || isCancelled || isDone) {
        return;
      }
      steps++;
      outlet.send(
          new JsonObject()
              .put("jsonrpc", "2.0")
              .put("method", "notifications/progress")
              .put(
                  "params",
                  new JsonObject()
                      .put("progressToken", token)
                      .put("progress", steps)
                      .put("message", line))
              .document());
    }
  }

  /** Nobody wants the answer any more: who makes it is interrupted, and nothing is sent. */
  synchronized void cancel() {
    if (!isDone && !isCancelled) {
      isCancelled = true;
      if (thread != null) {
        thread.interrupt();
      }
    }
  }

  /** This is the answer; null if there is none. */
  void finish(@Nullable JsonDocument answer) {
    boolean isWanted;
    synchronized (this) {
      isDone = true;
      isWanted = !isCancelled;
    }
    replies.done(isWanted ? answer : null);
  }
}
