package dev.runspec.registry.server.store.etcd.gateway;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A request, and the first answer that comes. */
final class Exchange {

  private byte @Nullable [] answer;
  private @Nullable EtcdFailure failure;
  private boolean isGivenUp;

  boolean isOver() {
    return answer != null || failure != null;
  }

  boolean isGivenUp() {
    return isGivenUp;
  }

  void giveUp() {
    isGivenUp = true;
  }

  void answered(byte[] with) {
    if (!isOver()) {
      answer = with;
    }
  }

  void failed(EtcdFailure by) {
    if (!isOver()) {
      failure = by;
    }
  }

  /** The connection broke while it was under way. */
  void reset() {
    failed(
        new EtcdFailure(
            EtcdFailure.Kind.AWAY, "etcd does not answer", new IOException("connection reset")));
  }

  byte[] answer() {
    byte[] there = answer;
    if (there == null) {
      throw failure == null ? new IllegalStateException("there is no answer yet") : failure;
    }
    return there;
  }
}
