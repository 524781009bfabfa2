package dev.runspec.registry.server.store.etcd.gateway;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import dev.runspec.registry.server.simulation.Strands;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * An etcd in memory and virtual time, which answers the JSON of its gateway: revisions, conditions,
 * leases by etcd's own rules, watches, compaction, and the ways in which it fails.
 */
public final class SimulatedEtcd {

  /** So often etcd looks whose time is up. */
  private static final Duration LOOK = Duration.ofMillis(400);

  private final Strands strands;
  private final Random random;
  private final Terms leases;
  private final List<Stream> streams = new ArrayList<>();
  private History history = new History();
  private long cluster = 1;
  private int course;
  private boolean isUp = true;
  private boolean isFull;
  private Witness witness = (author, revision, changes) -> {};

  /** A back-up. */
  public record Backup(History history, Map<Long, Long> leases, long revision) {}

  /** An etcd without anything. */
  public SimulatedEtcd(InstantSource time, Strands strands, Random random) {
    this.strands = strands;
    this.random = random;
    this.leases = new Terms(time);
    lookForDue();
  }

  public void witness(Witness told) {
    witness = told;
  }

  public boolean isUp() {
    return isUp;
  }

  public boolean isFull() {
    return isFull;
  }

  public void full(boolean isSo) {
    isFull = isSo;
  }

  public long revision() {
    return history.revision();
  }

  /** Grows whenever revisions go back. */
  public int course() {
    return course;
  }

  /** What is there now under a prefix. */
  public List<KeyValue> present(String prefix) {
    return history.list(prefix, Etcd.end(prefix), history.revision(), Integer.MAX_VALUE);
  }

  public @Nullable KeyValue present(String key, long revision) {
    return history.at(key, revision);
  }

  /** Ends, and with it every connection. */
  public void stop() {
    isUp = false;
    List.copyOf(streams).forEach(Stream::breakOff);
    streams.clear();
  }

  /** Starts again: every lease has its whole time, as etcd does it. */
  public void start() {
    isUp = true;
    leases.renewAll();
  }

  /** Forgets what was before, all but the last few revisions. */
  public void compact(long kept) {
    history.compact(Math.max(1, revision() - kept));
  }

  public Backup backup() {
    return new Backup(history.copy(), leases.backup(), revision());
  }

  /** Is, once it starts, what it was then, as another cluster. */
  public void restore(Backup backup) {
    history = backup.history().copy();
    leases.restore(backup.leases());
    cluster++;
    course++;
  }

  private void lookForDue() {
    strands.after(
        LOOK,
        () -> {
          if (isUp) {
            leases.due().forEach(lease -> end(null, lease));
          }
          lookForDue();
        });
  }

  private void end(@Nullable Object author, long lease) {
    leases.end(lease);
    List<String> keys = new ArrayList<>();
    for (KeyValue each : present("/")) {
      if (each.lease() == lease) {
        keys.add(each.key());
      }
    }
    if (!keys.isEmpty()) {
      Writing writing = new Writing();
      keys.forEach(writing::delete);
      writing.end(author);
    }
  }

  /** What belongs to one revision. */
  private final class Writing {
    private final long revision = revision() + 1;
    private final List<Change> changes = new ArrayList<>();

    void put(String key, byte[] value, long lease) {
      if (lease != 0 && !leases.isThere(lease)) {
        throw refusal(5, "etcdserver: requested lease not found");
      }
      KeyValue before = history.at(key, revision);
      long created = before == null ? revision : before.createRevision();
      note(before, new KeyValue(key, value, created, revision, lease), false);
    }

    void delete(String key) {
      KeyValue before = history.at(key, revision);
      if (before != null) {
        note(before, new KeyValue(key, new byte[0], 0, revision, 0), true);
      }
    }

    private void note(@Nullable KeyValue before, KeyValue after, boolean isDeletion) {
      Change change = new Change(before, after, isDeletion);
      changes.add(change);
      history.add(change);
    }

    void end(@Nullable Object author) {
      if (changes.isEmpty()) {
        return;
      }
      history.reach(revision);
      witness.written(author, revision, changes);
      for (Stream stream : List.copyOf(streams)) {
        stream.tell(revision, changes);
      }
    }
  }

  private static EtcdFailure refusal(long code, String words) {
    return EtcdFailure.of(code, words);
  }

  /**
   * Answers.
   *
   * @throws EtcdFailure for an error that etcd answers
   */
  byte[] answer(String path, byte[] body, @Nullable Object author) {
    try {
      return switch (path) {
        case "/v3/kv/range" -> range(EtcdJson.read(body));
        case "/v3/kv/put" -> put(EtcdJson.read(body), author);
        case "/v3/kv/txn" -> commit(EtcdJson.read(body), author);
        case "/v3/lease/grant" -> grant(EtcdJson.read(body));
        case "/v3/lease/revoke" -> revoked(EtcdJson.read(body), author);
        case "/v3/lease/keepalive" -> keepAlive(body, author);
        default -> throw new AssertionError("nobody asks etcd for " + path);
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] range(EtcdJson asked) {
    String from = text(asked, "key");
    long revision = asked.number("revision") == 0 ? revision() : asked.number("revision");
    if (revision < history.compacted()) {
      throw refusal(11, "etcdserver: mvcc: required revision has been compacted");
    }
    if (revision > revision()) {
      throw refusal(11, "etcdserver: mvcc: required revision is a future revision");
    }
    int limit = asked.number("limit") == 0 ? Integer.MAX_VALUE - 1 : (int) asked.number("limit");
    List<KeyValue> found;
    if (asked.has("range_end")) {
      found = history.list(from, text(asked, "range_end"), revision, limit + 1);
    } else {
      KeyValue one = history.at(from, revision);
      found = one == null ? List.of() : List.of(one);
    }
    boolean isMore = found.size() > limit;
    List<KeyValue> told = isMore ? found.subList(0, limit) : found;
    return answered(
        json -> {
          json.writeArrayFieldStart("kvs");
          for (KeyValue each : told) {
            json.writeStartObject();
            write(json, each);
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeBooleanField("more", isMore);
        });
  }

  private byte[] put(EtcdJson asked, @Nullable Object author) {
    mustHaveRoom();
    Writing writing = new Writing();
    writing.put(text(asked, "key"), asked.bytes("value"), asked.number("lease"));
    writing.end(author);
    return answered(json -> {});
  }

  private void mustHaveRoom() {
    if (isFull) {
      throw refusal(8, "etcdserver: mvcc: database space exceeded");
    }
  }

  private byte[] commit(EtcdJson asked, @Nullable Object author) {
    List<EtcdJson> operations = asked.objects("success");
    for (EtcdJson operation : operations) {
      if (operation.has("request_put")) {
        mustHaveRoom();
        long lease = operation.object("request_put").number("lease");
        if (lease != 0 && !leases.isThere(lease)) {
          throw refusal(5, "etcdserver: requested lease not found");
        }
      }
    }
    boolean holds = true;
    for (EtcdJson condition : asked.objects("compare")) {
      KeyValue there = history.at(text(condition, "key"), revision());
      holds &= (there == null ? 0 : there.modRevision()) == condition.number("mod_revision");
    }
    if (holds) {
      Writing writing = new Writing();
      for (EtcdJson operation : operations) {
        EtcdJson put = operation.object("request_put");
        EtcdJson deletion = operation.object("request_delete_range");
        if (put.has("key")) {
          writing.put(text(put, "key"), put.bytes("value"), put.number("lease"));
        } else if (deletion.has("range_end")) {
          history
              .list(text(deletion, "key"), text(deletion, "range_end"), revision(), 1 << 20)
              .forEach(each -> writing.delete(each.key()));
        } else if (deletion.has("key")) {
          writing.delete(text(deletion, "key"));
        }
      }
      writing.end(author);
    }
    boolean isDone = holds;
    return answered(json -> json.writeBooleanField("succeeded", isDone));
  }

  private byte[] grant(EtcdJson asked) {
    mustHaveRoom();
    long lease = leases.grant(asked.number("TTL"));
    return answered(json -> EtcdJson.number(json, "ID", lease));
  }

  private byte[] revoked(EtcdJson asked, @Nullable Object author) {
    long lease = asked.number("ID");
    if (!leases.isThere(lease)) {
      throw refusal(5, "etcdserver: requested lease not found");
    }
    end(author, lease);
    return answered(json -> {});
  }

  private byte[] keepAlive(byte[] body, @Nullable Object author) throws IOException {
    ByteArrayOutputStream answers = new ByteArrayOutputStream();
    try (JsonParser parser = EtcdJson.parser(new ByteArrayInputStream(body))) {
      for (EtcdJson each = EtcdJson.next(parser); each != null; each = EtcdJson.next(parser)) {
        long lease = each.number("ID");
        long seconds = leases.renew(lease);
        witness.renewed(author, lease, seconds > 0);
        answers.writeBytes(
            EtcdJson.object(
                json -> {
                  json.writeObjectFieldStart("result");
                  EtcdJson.number(json, "ID", lease);
                  if (seconds > 0) {
                    EtcdJson.number(json, "TTL", seconds);
                  }
                  json.writeEndObject();
                }));
      }
    }
    return answers.toByteArray();
  }

  private byte[] answered(EtcdJson.Body body) {
    return EtcdJson.object(
        json -> {
          json.writeObjectFieldStart("header");
          EtcdJson.number(json, "revision", revision());
          EtcdJson.number(json, "cluster_id", cluster);
          json.writeEndObject();
          body.write(json);
        });
  }

  static String text(EtcdJson object, String name) {
    return new String(object.bytes(name), StandardCharsets.UTF_8);
  }

  static void write(JsonGenerator json, KeyValue keyValue) throws IOException {
    EtcdJson.key(json, "key", keyValue.key());
    EtcdJson.number(json, "mod_revision", keyValue.modRevision());
    if (keyValue.createRevision() != 0) {
      EtcdJson.number(json, "create_revision", keyValue.createRevision());
      json.writeBinaryField("value", keyValue.value());
    }
    if (keyValue.lease() != 0) {
      EtcdJson.number(json, "lease", keyValue.lease());
    }
  }

  /** Opens a watch; what came since is told at once. */
  void watch(byte[] body, Stream stream) {
    try {
      EtcdJson asked = EtcdJson.read(body).object("create_request");
      long from = asked.number("start_revision");
      stream.follow(from, random);
      stream.say(json -> json.writeBooleanField("created", true));
      if (from < history.compacted()) {
        stream.say(
            json -> {
              json.writeBooleanField("canceled", true);
              EtcdJson.number(json, "compact_revision", history.compacted());
            });
        return;
      }
      for (long revision = from; revision <= revision(); revision++) {
        stream.tell(revision, history.changes(revision));
      }
      streams.add(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void forget(Stream stream) {
    streams.remove(stream);
  }
}
