package dev.runspec.registry.server.store.etcd;

import dev.runspec.registry.HandClock;
import dev.runspec.registry.server.store.etcd.gateway.Etcd;
import dev.runspec.registry.server.store.etcd.gateway.EtcdConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A real etcd whose leases run by a clock that a test moves: they are granted for months, and
 * revoked, as etcd does it itself, when the hand says that their time is up.
 */
final class HandTimedEtcd extends Etcd {

  private static final long MONTHS = 9_000_000;

  private final HandClock clock;
  private final Map<Long, Time> leases;
  private final Book book;

  /** Held while no word of a replica gets through. */
  private final Lock words = new ReentrantLock();

  /** How long a lease lasts and when it was renewed last. */
  private record Time(Duration length, Instant renewedAt) {}

  /** The leases outlast one connection. */
  static final class Book {
    private final Map<Long, Time> leases = new ConcurrentHashMap<>();

    private final List<Duration> granted = new CopyOnWriteArrayList<>();
    private final Map<Duration, Duration> delays = new ConcurrentHashMap<>();
    private volatile Duration writing = Duration.ZERO;

    /** From now on it takes so long to write one key. */
    void slowDown(Duration eachKey) {
      writing = eachKey;
    }

    /** The next renewal of a lease of this length is answered so much later. */
    void delay(Duration length, Duration by) {
      delays.put(length, by);
    }

    /** How long this lease lasts; null if there is none. */
    @Nullable Duration length(long lease) {
      Time time = leases.get(lease);
      return time == null ? null : time.length();
    }

    /** How many leases of this length were granted. */
    int granted(Duration length) {
      return Collections.frequency(granted, length);
    }
  }

  HandTimedEtcd(EtcdConfig config, HandClock clock, Book book) {
    super(config);
    this.clock = clock;
    this.leases = book.leases;
    this.book = book;
  }

  /** As after an outage of etcd itself: every lease has its whole time again. */
  void restart() {
    leases.replaceAll((id, time) -> new Time(time.length(), clock.instant()));
  }

  /** Ends the leases whose time is up, and tells at which revision. */
  void expire(LongConsumer seen) {
    List<Long> due =
        leases.entrySet().stream()
            .filter(
                each ->
                    !clock
                        .instant()
                        .isBefore(each.getValue().renewedAt().plus(each.getValue().length())))
            .map(Map.Entry::getKey)
            .toList();
    due.forEach(lease -> seen.accept(revoke(lease)));
  }

  /** From now on what the replica says of itself is not answered; what else it asks for is. */
  void mute() {
    words.lock();
  }

  /** On the thread that muted it. */
  void unmute() {
    words.unlock();
  }

  @Override
  public long put(String key, byte[] value, long lease) {
    words.lock();
    try {
      clock.advance(book.writing);
      return super.put(key, value, lease);
    } finally {
      words.unlock();
    }
  }

  @Override
  public long grant(long seconds) {
    long lease = super.grant(MONTHS);
    leases.put(lease, new Time(Duration.ofSeconds(seconds), clock.instant()));
    book.granted.add(Duration.ofSeconds(seconds));
    return lease;
  }

  @Override
  public long revoke(long lease) {
    leases.remove(lease);
    return super.revoke(lease);
  }

  @Override
  public Map<Long, Long> keepAlive(Collection<Long> renewed) {
    for (long lease : renewed) {
      leases.computeIfPresent(lease, (id, time) -> new Time(time.length(), clock.instant()));
    }
    Map<Long, Long> answers = new HashMap<>(super.keepAlive(renewed));
    answers.replaceAll((lease, seconds) -> seconds > 0 ? length(lease) : 0);
    for (long seconds : answers.values()) {
      Duration delay = book.delays.remove(Duration.ofSeconds(seconds));
      if (delay != null) {
        clock.advance(delay);
      }
    }
    return answers;
  }

  private long length(long lease) {
    Duration length = book.length(lease);
    return length == null ? MONTHS : length.toSeconds();
  }
}
