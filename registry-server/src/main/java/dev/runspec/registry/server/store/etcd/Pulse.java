package dev.runspec.registry.server.store.etcd;

import dev.runspec.registry.InstanceId;
import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.catalog.Member;
import dev.runspec.registry.engine.Feed;
import dev.runspec.registry.server.store.etcd.gateway.Etcd;
import dev.runspec.registry.server.store.etcd.gateway.EtcdFailure;
import java.lang.System.Logger.Level;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What a replica writes every second: the beats that it heard, so that all replicas can tell when
 * an agent was heard of last. That it comes back through the watch proves that nothing before it is
 * missing here.
 *
 * <p>One beat is a line: microseconds, the id in percent-encoding, and the telemetry as long as
 * there is room.
 */
final class Pulse {

  private static final System.Logger LOG = System.getLogger(Pulse.class.getName());

  /** How long it may take until we see our own word before the connection is taken for dead. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** How long a replica's word stays after its end, in seconds. */
  private static final long TIME_TO_LIVE = 30;

  private static final int MOST_BEATS = 20_000;
  private static final int MOST_TELEMETRY = 128 * 1024;
  private static final byte[] NOTHING = {};

  private final Etcd etcd;
  private final String key;
  private final Mirror mirror;
  private final InstantSource clock;
  private final Crew crew;
  private final Map<InstanceId, Heard> heard = new ConcurrentHashMap<>();
  private final Lock lock = new ReentrantLock();
  private long lease;
  private int count;
  private volatile Instant provenAt;
  private volatile @Nullable String trouble;

  private record Heard(Instant at, @Nullable JsonDocument system) {

    /** Of two the later one, with what either tells. */
    Heard with(Heard other) {
      if (other.at.isBefore(at)) {
        return other.with(this);
      }
      return other.system == null ? new Heard(other.at, system) : other;
    }
  }

  Pulse(Etcd etcd, Keys keys, Mirror mirror, InstantSource clock, Crew crew) {
    this.etcd = etcd;
    this.key = keys.replicas() + HexFormat.of().toHexDigits(new SecureRandom().nextLong());
    this.mirror = mirror;
    this.clock = clock;
    this.crew = crew;
    this.provenAt = clock.instant();
  }

  /** Notes a beat that was heard here. */
  void heard(InstanceId id, Instant at, @Nullable JsonDocument system) {
    Heard unused = heard.merge(id, new Heard(at, system), Heard::with);
  }

  /** At this moment, nothing was missing here. */
  Instant provenAt() {
    return provenAt;
  }

  /** Why etcd could not be reached the last time; null when it could. */
  @Nullable String trouble() {
    return trouble;
  }

  /** The first word: whoever has seen that has come to the present. */
  long begin() {
    lock.lock();
    try {
      return say();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Says what was heard, and waits until that is seen.
   *
   * @return what became of it
   */
  Outcome beat(Feed feed) throws InterruptedException {
    lock.lock();
    try {
      return said(feed);
    } finally {
      lock.unlock();
    }
  }

  private Outcome said(Feed feed) throws InterruptedException {
    Instant start = clock.instant();
    long seen = mirror.revision(); // before: others write on while we do
    long revision;
    try {
      revision = say();
    } catch (EtcdFailure failure) {
      if (trouble == null) {
        LOG.log(Level.WARNING, () -> "etcd is out of reach: " + failure.getMessage());
      }
      trouble = failure.getMessage();
      return Outcome.AWAY;
    }
    if (revision < seen) {
      return Outcome.WENT_BACK;
    }
    if (!crew.await(feed, revision, PATIENCE)) {
      return Outcome.DEAF;
    }
    provenAt = start;
    if (trouble != null && !isFull(trouble)) {
      LOG.log(Level.INFO, "etcd is back");
      trouble = null;
    }
    return Outcome.SEEN;
  }

  private static boolean isFull(String trouble) {
    return trouble.contains("space exceeded");
  }

  private long say() {
    Map<InstanceId, Heard> beats = taken();
    try {
      if (lease == 0 || (count++ % 10 == 0 && !isThere(lease))) {
        lease = etcd.grant(TIME_TO_LIVE);
      }
      long revision = put(beats.isEmpty() ? NOTHING : Packed.pack(lines(beats)));
      trouble = trouble != null && isFull(trouble) ? null : trouble;
      return revision;
    } catch (EtcdFailure failure) {
      beats.forEach((id, beat) -> heard(id, beat.at, beat.system)); // it goes with the next
      if (failure.kind() != EtcdFailure.Kind.FULL) {
        throw failure;
      }
      if (trouble == null) {
        LOG.log(Level.ERROR, () -> "etcd takes no writes: " + failure.getMessage());
      }
      trouble = failure.getMessage();
      return etcd.get(key).revision(); // it cannot be written, but it can be followed
    }
  }

  private long put(byte[] said) {
    try {
      return etcd.put(key, said, lease);
    } catch (EtcdFailure failure) {
      if (failure.kind() != EtcdFailure.Kind.NO_LEASE) {
        throw failure;
      }
      lease = etcd.grant(TIME_TO_LIVE); // this replica was away for longer than that
      return etcd.put(key, said, lease);
    }
  }

  private boolean isThere(long known) {
    return etcd.keepAlive(List.of(known)).getOrDefault(known, 0L) > 0;
  }

  /** Takes out what was heard, as much as goes at once. */
  private Map<InstanceId, Heard> taken() {
    Map<InstanceId, Heard> taken = new HashMap<>();
    Iterator<Map.Entry<InstanceId, Heard>> each = heard.entrySet().iterator();
    while (taken.size() < MOST_BEATS && each.hasNext()) {
      Map.Entry<InstanceId, Heard> next = each.next();
      Heard beat = next.getValue();
      if (heard.remove(next.getKey(), beat)) { // else heard again just now: it goes with the next
        taken.put(next.getKey(), beat);
      }
    }
    return taken;
  }

  private static byte[] lines(Map<InstanceId, Heard> beats) {
    StringBuilder lines = new StringBuilder();
    int room = MOST_TELEMETRY;
    for (Map.Entry<InstanceId, Heard> each : beats.entrySet()) {
      Heard beat = each.getValue();
      lines.append(Stamp.micros(beat.at)).append(' ');
      lines.append(URLEncoder.encode(each.getKey().value(), StandardCharsets.UTF_8));
      int size = beat.system == null ? 0 : beat.system.text().length();
      if (beat.system != null && size <= room) {
        room -= size;
        lines.append(' ').append(beat.system.text());
      }
      lines.append('\n');
    }
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Takes in what another replica heard. */
  void hear(String from, byte[] value) {
    if (from.equals(key) || value.length == 0) {
      return;
    }
    try {
      String lines = new String(Packed.unpack(value, 0), StandardCharsets.UTF_8);
      lines.lines().forEach(this::hear);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      LOG.log(Level.DEBUG, "a replica said what we do not understand", e);
    }
  }

  private void hear(String line) {
    List<String> words = List.of(line.split(" ", 3));
    InstanceId id = new InstanceId(URLDecoder.decode(words.get(1), StandardCharsets.UTF_8));
    Entry entry = mirror.entry(id);
    if (entry == null || !entry.member().isLive()) {
      return;
    }
    Member member = entry.member();
    Instant at = Stamp.instant(Long.parseLong(words.get(0)));
    if (member.vitals().hear(at, member.registration().timeToLive()) && words.size() > 2) {
      member.vitals().observe(new JsonDocument(words.get(2)));
    }
  }

  /** Takes the last word back. */
  void end() {
    lock.lock();
    try {
      long unused = lease == 0 ? 0 : etcd.revoke(lease);
    } catch (EtcdFailure e) {
      LOG.log(Level.DEBUG, "it ends by itself", e);
    } finally {
      lock.unlock();
    }
  }

  /** What became of a pulse. */
  enum Outcome {
    /** It came back: nothing before it is missing. */
    SEEN,
    /** etcd took it, and it did not come back. */
    DEAF,
    /** etcd is behind what was seen of it: it is not the one that it was. */
    WENT_BACK,
    /** etcd is out of reach. */
    AWAY
  }
}
