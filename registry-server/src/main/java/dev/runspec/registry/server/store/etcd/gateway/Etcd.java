package dev.runspec.registry.server.store.etcd.gateway;

import com.fasterxml.jackson.core.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a registry asks of etcd. Every method throws {@link EtcdFailure}; a write that failed for
 * {@code AWAY} may have been done all the same.
 */
public class Etcd implements AutoCloseable {

  /** How large a page of an answer should be: the gateway passes on 4 MB, base64 not counted. */
  private static final int PAGE_BYTES = 2_000_000;

  private static final int FIRST_PAGE = 100;
  private static final int LARGEST_PAGE = 10_000;

  /** How long we believe that the leader is still the leader, in nanoseconds. */
  private static final long LEADER_TRUST = 10_000_000_000L;

  private final Members members;
  private volatile int leader = -1;
  private volatile long leaderSince;

  /** Nothing is asked yet. */
  public Etcd(EtcdConfig config) {
    this(new HttpMembers(config));
  }

  Etcd(Members members) {
    this.members = members;
  }

  /** The key that follows all that begin with {@code prefix}. */
  static String end(String prefix) {
    int last = prefix.length() - 1;
    return prefix.substring(0, last) + (char) (prefix.charAt(last) + 1);
  }

  /** What is there of one key: it, if it is there, and the revision at which that was so. */
  public Found get(String key) {
    EtcdJson answer =
        members.call("/v3/kv/range", EtcdJson.object(json -> EtcdJson.key(json, "key", key)));
    List<EtcdJson> found = answer.objects("kvs");
    return new Found(
        found.isEmpty() ? null : found.get(0).keyValue(),
        answer.revision(),
        answer.object("header").text("cluster_id"));
  }

  /**
   * What was found of a key.
   *
   * @param keyValue it; null when it is not there
   * @param revision when that was so
   * @param cluster names the cluster that says so
   */
  public record Found(@Nullable KeyValue keyValue, long revision, @Nullable String cluster) {}

  /**
   * Everything under {@code prefix} as it was at {@code revision}, in the order of keys, page by
   * page.
   */
  public void list(String prefix, long revision, Consumer<List<KeyValue>> taker) {
    String from = prefix;
    int limit = FIRST_PAGE;
    boolean isMore = true;
    while (isMore) {
      EtcdJson page;
      try {
        page = page(from, end(prefix), revision, limit);
      } catch (EtcdFailure failure) {
        if (failure.kind() != EtcdFailure.Kind.TOO_LARGE || limit == 1) {
          throw failure;
        }
        limit = Math.max(1, limit / 4);
        continue;
      }
      List<KeyValue> found = new ArrayList<>();
      long bytes = 0;
      for (EtcdJson each : page.objects("kvs")) {
        KeyValue keyValue = each.keyValue();
        found.add(keyValue);
        bytes += keyValue.key().length() + keyValue.value().length + 64;
      }
      isMore = page.isSet("more") && !found.isEmpty();
      if (!found.isEmpty()) {
        from = found.get(found.size() - 1).key() + '\0';
        long average = Math.max(1, bytes / found.size());
        limit = (int) Math.max(1, Math.min(LARGEST_PAGE, PAGE_BYTES / average));
        taker.accept(found);
      }
    }
  }

  private EtcdJson page(String from, String end, long revision, int limit) {
    return members.call(
        "/v3/kv/range",
        EtcdJson.object(
            json -> {
              EtcdJson.key(json, "key", from);
              EtcdJson.key(json, "range_end", end);
              EtcdJson.number(json, "revision", revision);
              EtcdJson.number(json, "limit", limit);
            }));
  }

  /** Does all of it, or nothing. */
  public Txn.Result commit(Txn txn) {
    EtcdJson answer = members.call("/v3/kv/txn", txn.json());
    return new Txn.Result(answer.isSet("succeeded"), answer.revision());
  }

  /** Writes one key; returns the revision that it made. */
  public long put(String key, byte[] value, long lease) {
    return members
        .call("/v3/kv/put", EtcdJson.object(json -> Txn.writePut(json, key, value, lease)))
        .revision();
  }

  /** A new lease of so many seconds. */
  public long grant(long seconds) {
    EtcdJson answer =
        members.call(
            "/v3/lease/grant", EtcdJson.object(json -> EtcdJson.number(json, "TTL", seconds)));
    return answer.number("ID");
  }

  /** Ends a lease, and all that lives by it; returns the revision then. */
  public long revoke(long lease) {
    return members
        .call("/v3/lease/revoke", EtcdJson.object(json -> EtcdJson.number(json, "ID", lease)))
        .revision();
  }

  /**
   * Renews leases, asking the leader, who knows them.
   *
   * @return for each lease that was answered for how many seconds it has again; 0 when it is gone
   */
  public Map<Long, Long> keepAlive(Collection<Long> leases) {
    ByteArrayOutputStream body = new ByteArrayOutputStream(leases.size() * 32);
    for (long lease : leases) {
      body.writeBytes(("{\"ID\":\"" + lease + "\"}\n").getBytes(StandardCharsets.US_ASCII));
    }
    int asked = leader();
    try {
      return answered(members.callAt(asked, "/v3/lease/keepalive", body.toByteArray()));
    } catch (EtcdFailure failure) {
      leader = -1; // it may be another by now
      throw failure;
    }
  }

  private static Map<Long, Long> answered(byte[] answers) {
    Map<Long, Long> known = new HashMap<>();
    try (JsonParser parser = EtcdJson.parser(new ByteArrayInputStream(answers))) {
      for (EtcdJson each = EtcdJson.next(parser); each != null; each = EtcdJson.next(parser)) {
        if (each.has("error")) {
          throw EtcdFailure.of(each.object("error"));
        }
        EtcdJson result = each.object("result");
        known.put(result.number("ID"), result.number("TTL"));
      }
      return known;
    } catch (IOException e) {
      throw new EtcdFailure(EtcdFailure.Kind.AWAY, "etcd's answer cannot be read: " + e, e);
    }
  }

  /** The member that leads, as far as we know. */
  private int leader() {
    if (members.count() == 1) {
      return 0;
    }
    int known = leader;
    if (known >= 0 && System.nanoTime() - leaderSince < LEADER_TRUST) {
      return known;
    }
    EtcdFailure last = new EtcdFailure(EtcdFailure.Kind.AWAY, "etcd has no leader");
    int anyone = -1;
    for (int member = 0; member < members.count(); member++) {
      try {
        EtcdJson status =
            EtcdJson.read(
                members.callAt(member, "/v3/maintenance/status", EtcdJson.object(json -> {})));
        String leading = status.text("leader");
        if (leading != null) {
          anyone = member; // it follows one: it can pass our words on
          if (leading.equals(status.object("header").text("member_id"))) {
            break;
          }
        }
      } catch (EtcdFailure failure) {
        last = failure;
      } catch (IOException e) {
        last = new EtcdFailure(EtcdFailure.Kind.AWAY, "etcd's answer cannot be read: " + e, e);
      }
    }
    if (anyone < 0) {
      throw last;
    }
    leader = anyone;
    leaderSince = System.nanoTime();
    return anyone;
  }

  /** What happens under {@code prefix}, from {@code revision} on. */
  public Watch watch(String prefix, long revision) {
    byte[] body =
        EtcdJson.object(
            json -> {
              json.writeObjectFieldStart("create_request");
              EtcdJson.key(json, "key", prefix);
              EtcdJson.key(json, "range_end", end(prefix));
              EtcdJson.number(json, "start_revision", revision);
              json.writeBooleanField("fragment", true);
              json.writeEndObject();
            });
    try {
      return new Watch(members.stream("/v3/watch", body));
    } catch (IOException e) {
      throw new EtcdFailure(EtcdFailure.Kind.AWAY, "the watch could not begin: " + e, e);
    }
  }

  @Override
  public void close() {
    members.close();
  }
}
