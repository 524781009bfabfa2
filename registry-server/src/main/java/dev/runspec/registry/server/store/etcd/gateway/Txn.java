package dev.runspec.registry.server.store.etcd.gateway;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What is to be done at once, and only if all conditions hold. */
public final class Txn {

  private final List<EtcdJson.Body> conditions = new ArrayList<>();
  private final List<EtcdJson.Body> operations = new ArrayList<>();

  /** Does nothing yet. */
  public Txn() {}

  /** On condition that {@code key} was written last at this revision; 0: that it is not there. */
  public Txn ifWrittenAt(String key, long modRevision) {
    conditions.add(
        json -> {
          EtcdJson.key(json, "key", key);
          json.writeStringField("target", "MOD");
          json.writeStringField("result", "EQUAL");
          EtcdJson.number(json, "mod_revision", modRevision);
        });
    return this;
  }

  /**
   * Reads a key, for nothing but that etcd answers as of now: a transaction of conditions alone may
   * be answered by a member that is behind.
   */
  public Txn read(String key) {
    operations.add(
        json -> {
          json.writeObjectFieldStart("request_range");
          EtcdJson.key(json, "key", key);
          json.writeBooleanField("count_only", true);
          json.writeEndObject();
        });
    return this;
  }

  /** Writes a key that lives by {@code lease}; 0: for ever. */
  public Txn put(String key, byte[] value, long lease) {
    operations.add(
        json -> {
          json.writeObjectFieldStart("request_put");
          writePut(json, key, value, lease);
          json.writeEndObject();
        });
    return this;
  }

  static void writePut(JsonGenerator json, String key, byte[] value, long lease)
      throws IOException {
    EtcdJson.key(json, "key", key);
    json.writeBinaryField("value", value);
    if (lease != 0) {
      EtcdJson.number(json, "lease", lease);
    }
  }

  /** Removes a key, if it is there. */
  public Txn delete(String key) {
    operations.add(
        json -> {
          json.writeObjectFieldStart("request_delete_range");
          EtcdJson.key(json, "key", key);
          json.writeEndObject();
        });
    return this;
  }

  /** Removes every key that begins so. */
  public Txn deleteAll(String prefix) {
    operations.add(
        json -> {
          json.writeObjectFieldStart("request_delete_range");
          EtcdJson.key(json, "key", prefix);
          EtcdJson.key(json, "range_end", Etcd.end(prefix));
          json.writeEndObject();
        });
    return this;
  }

  byte[] json() {
    return EtcdJson.object(
        json -> {
          array(json, "compare", conditions);
          array(json, "success", operations);
        });
  }

  private static void array(JsonGenerator json, String name, List<EtcdJson.Body> elements)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (EtcdJson.Body element : elements) {
      json.writeStartObject();
      element.write(json);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /**
   * What became of it.
   *
   * @param isDone whether the conditions held and all was done
   * @param revision the revision that it made, or at which the conditions did not hold
   */
  public record Result(boolean isDone, long revision) {}
}
