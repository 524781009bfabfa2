package dev.runspec.registry.mcp;

import dev.runspec.registry.JsonDocument;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the answers to one delivery go: at once, or together when all of a batch are there. */
final class Replies {

  private final Outlet outlet;
  private final boolean isBatch;
  // Guarded by this.
  private final List<JsonDocument> collected = new ArrayList<>();
  private int awaited;

  Replies(Delivery delivery, Outlet outlet) {
    this.outlet = outlet;
    this.isBatch = delivery.isBatch();
    this.awaited = delivery.messages().size();
  }

  /** One message is dealt with: by this answer, or by none if that is null. */
  void done(@Nullable JsonDocument answer) {
    if (!isBatch) {
      if (answer != null) {
        outlet.send(answer);
      }
      return;
    }
    JsonDocument all = null;
    synchronized (this) {
      awaited--;
      if (answer != null) {
        collected.add(answer);
      }
      if (awaited == 0 && !collected.isEmpty()) {
        all = JsonObject.array(collected);
      }
    }
    if (all != null) {
      outlet.send(all);
    }
  }
}
