package dev.runspec.registry.server.store.etcd.gateway;

import dev.runspec.registry.server.simulation.Strands;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** One watch, from etcd to the replica that reads it: in order, but perhaps late or broken off. */
public final class Stream extends InputStream {

  private final Strands strands;
  private final Strands.Program reader;
  private final Link link;
  private final SimulatedEtcd etcd;
  private final Queue<Message> underWay = new ArrayDeque<>();
  private final Queue<Message> arrived = new ArrayDeque<>();
  private @Nullable ByteArrayInputStream reading;
  private @Nullable Random random;
  private long from;
  private long taken;
  private boolean isBroken;
  private boolean isSilent;

  /**
   * A piece of it.
   *
   * @param revision up to which a reader of it has come; 0 when it tells nothing
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Message(byte[] bytes, long revision) {}

  Stream(Strands strands, Strands.Program reader, Link link, SimulatedEtcd etcd) {
    this.strands = strands;
    this.reader = reader;
    this.link = link;
    this.etcd = etcd;
    link.opened(this);
  }

  void follow(long revision, Random fragments) {
    from = revision;
    taken = revision - 1;
    random = fragments;
  }

  /** What whoever reads has taken. */
  long taken() {
    return taken;
  }

  /** Etcd says what happened at a revision. */
  void tell(long revision, List<Change> changes) {
    if (revision < from || changes.isEmpty()) {
      return;
    }
    int cut = changes.size() > 1 && random != null && random.nextBoolean() ? 1 : changes.size();
    if (cut < changes.size()) {
      events(changes.subList(0, cut), true, 0);
    }
    events(changes.subList(cut == changes.size() ? 0 : cut, changes.size()), false, revision);
  }

  private void events(List<Change> changes, boolean isFragment, long revision) {
    send(
        message(
            json -> {
              if (isFragment) {
                json.writeBooleanField("fragment", true);
              }
              json.writeArrayFieldStart("events");
              for (Change change : changes) {
                json.writeStartObject();
                if (change.isDeletion()) {
                  json.writeStringField("type", "DELETE");
                }
                json.writeObjectFieldStart("kv");
                SimulatedEtcd.write(json, change.after());
                json.writeEndObject();
                json.writeEndObject();
              }
              json.writeEndArray();
            }),
        revision);
  }

  void say(EtcdJson.Body result) {
    send(message(result), 0);
  }

  private static byte[] message(EtcdJson.Body result) {
    return EtcdJson.object(
        json -> {
          json.writeObjectFieldStart("result");
          result.write(json);
          json.writeEndObject();
        });
  }

  private void send(byte[] bytes, long revision) {
    if (isSilent) {
      return;
    }
    underWay.add(new Message(bytes, revision));
    strands.after(link.pause(), this::flow);
  }

  /** Has come over what was sent first. */
  void flow() {
    if (!link.isFrozen() && !isSilent) {
      Message next = underWay.poll();
      if (next != null) {
        arrived.add(next);
      }
    }
  }

  void thaw() {
    arrived.addAll(underWay);
    underWay.clear();
  }

  void goSilent() {
    isSilent = true;
  }

  void breakOff() {
    isBroken = true;
    end();
  }

  private void end() {
    link.closed(this);
    etcd.forget(this);
  }

  @Override
  public int read() {
    throw new UnsupportedOperationException("one byte is not enough");
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    while (true) {
      ByteArrayInputStream present = reading;
      if (present != null && present.available() > 0) {
        return present.read(into, offset, length);
      }
      reader.mustLive();
      boolean unused = reader.await(() -> !arrived.isEmpty() || isBroken, (Duration) null);
      Message next = arrived.poll();
      if (next == null) {
        if (isBroken) {
          throw new IOException("the connection broke");
        }
        continue;
      }
      taken = Math.max(taken, next.revision());
      reading = new ByteArrayInputStream(next.bytes());
    }
  }

  @Override
  public void close() {
    breakOff();
  }
}
