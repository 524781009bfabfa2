package dev.runspec.registry.server.store.etcd.gateway;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The changes under a prefix from some revision on, in order and without a gap. Read by one thread;
 * closed by any.
 */
public final class Watch implements AutoCloseable {

  private final InputStream in;
  private final JsonParser parser;

  Watch(InputStream in) throws IOException {
    this.in = in;
    this.parser = EtcdJson.parser(in);
  }

  /**
   * One change.
   *
   * @param isDeletion whether the key is gone
   * @param keyValue the key as it is from then on
   */
  public record Event(boolean isDeletion, KeyValue keyValue) {}

  /**
   * The next changes, waiting for them; all of each revision that they belong to. Empty: nothing
   * happened.
   *
   * @throws EtcdFailure when the stream broke; COMPACTED when what was asked for is no longer kept
   */
  public List<Event> next() {
    List<Event> events = new ArrayList<>();
    boolean isWhole = false;
    while (!isWhole) {
      EtcdJson result = result();
      if (result.isSet("canceled")) {
        throw result.number("compact_revision") > 0
            ? new EtcdFailure(EtcdFailure.Kind.COMPACTED, "etcd no longer keeps those changes")
            : new EtcdFailure(
                EtcdFailure.Kind.AWAY, "etcd ended the watch: " + result.text("cancel_reason"));
      }
      for (EtcdJson event : result.objects("events")) {
        boolean isDeletion = "DELETE".equals(event.text("type"));
        events.add(new Event(isDeletion, event.object("kv").keyValue()));
      }
      isWhole = !result.isSet("fragment");
    }
    return events;
  }

  private EtcdJson result() {
    try {
      EtcdJson answer = EtcdJson.next(parser);
      if (answer == null) {
        throw new EtcdFailure(EtcdFailure.Kind.AWAY, "etcd ended the watch");
      }
      if (answer.has("error")) {
        throw EtcdFailure.of(answer.object("error"));
      }
      return answer.object("result");
    } catch (IOException | IllegalArgumentException e) {
      throw new EtcdFailure(EtcdFailure.Kind.AWAY, "the watch broke: " + e, e);
    }
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw new EtcdFailure(EtcdFailure.Kind.AWAY, "the watch could not be closed", e);
    }
  }
}
