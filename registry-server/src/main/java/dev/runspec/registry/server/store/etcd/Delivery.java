package dev.runspec.registry.server.store.etcd;

import dev.runspec.registry.InstanceId;
import dev.runspec.registry.catalog.Lease;
import dev.runspec.registry.catalog.Member;
import dev.runspec.registry.catalog.Member.Standing;
import dev.runspec.registry.engine.StoreUnavailable;
import dev.runspec.registry.server.store.etcd.Beats.Beat;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How beats come to etcd. One that is sent as soon as it is heard renews the lease. One that had to
 * wait would make the instance live for longer than it does: it gets a lease for what is left.
 */
final class Delivery {

  /** For the word of a replica, which speaks every second as long as it sees what it says. */
  private static final Duration PATIENCE = Duration.ofMillis(1500);

  /** The time that a request may take before it is tried elsewhere. */
  private static final Duration RETRY = Duration.ofSeconds(2);

  /** No more are taken while so many are on their way. */
  private static final int MOST = 100;

  private final EtcdStore store;
  private final Beats beats;
  private final Mirror mirror;
  private final Pulse pulse;
  private final Peers peers;
  private final InstantSource clock;
  private final AtomicInteger underWay = new AtomicInteger();

  Delivery(
      EtcdStore store, Beats beats, Mirror mirror, Pulse pulse, Peers peers, InstantSource clock) {
    this.store = store;
    this.beats = beats;
    this.mirror = mirror;
    this.pulse = pulse;
    this.peers = peers;
    this.clock = clock;
  }

  /**
   * Sends what waits; what must not renew a lease only when etcd is in reach.
   *
   * @param deliveries is given those that cost a write
   */
  void tick(Consumer<Beat> deliveries) {
    beats.trust(pulse.isFull());
    beats.send();
    if (pulse.trouble() == null && underWay.get() < MOST) {
      List<Beat> taken = beats.takeUnfit(this::isToAct);
      underWay.addAndGet(taken.size());
      taken.forEach(deliveries);
    }
  }

  /** Whether it is time for a new lease, or for the end of the one that there is. */
  private boolean isToAct(Beat beat) {
    Instant now = clock.instant();
    return beat.isOver(now)
        ? isKnownWhatOthersHeard(beat.endsAt())
        : beat.secondsLeft(now) >= Leases.LEAST;
  }

  /** Gives the instance a lease for just as long as it lives by this beat. */
  void deliver(Beat beat) {
    try {
      long seconds = beat.secondsLeft(clock.instant());
      if (seconds >= Leases.LEAST) {
        store.relet(beat, seconds);
        deliverNewer(beat);
      } else if (beats.isDoubted(beat.lease())) {
        end(beat);
      } // else its lease ends by itself, unless it still lives: then its next beat is due
    } catch (StoreUnavailable e) {
      beats.add(beat);
      throw e;
    } finally {
      underWay.decrementAndGet();
    }
  }

  /** What becomes of an instance that lives by this beat. */
  static @Nullable Member relet(@Nullable Member before, Beat beat) {
    if (before == null || before.standing() == Standing.GONE) {
      return before;
    }
    if (before.standing() == Standing.STALE) {
      return before.revived(beat.heardAt());
    }
    boolean isOutdated = before.vitals().lease().lastHeard().isAfter(beat.heardAt());
    return isOutdated ? before : before.relet(beat.heardAt());
  }

  /**
   * A beat that came meanwhile may have renewed the lease that the instance had, and one that came
   * with a write, or at another replica, leaves it a lease in doubt.
   */
  private void deliverNewer(Beat beat) {
    Entry entry = mirror.entry(beat.id());
    if (entry != null && entry.life() != null) {
      long lease = entry.life().lease();
      Lease heard = entry.member().vitals().lease();
      if (entry.life().stamp().isBefore(heard.lastHeard()) || beats.isDoubted(lease)) {
        beats.add(Beat.last(beat.id(), lease, heard));
      }
    }
  }

  /**
   * Ends the lease of one whose time is up, but which a request that was given up may have renewed
   * since. First it has to be known what others heard by then.
   */
  private void end(Beat beat) {
    if (!isKnownWhatOthersHeard(beat.endsAt())) {
      beats.add(beat);
      return;
    }
    InstanceId id = beat.id();
    Entry entry = mirror.entry(id);
    if (entry == null || entry.life() == null || entry.life().lease() != beat.lease()) {
      return;
    }
    Lease heard = entry.member().vitals().lease();
    if (heard.lastHeard().isAfter(beat.heardAt())) {
      beats.add(Beat.last(id, beat.lease(), heard)); // that is when its time is up
    } else if (mirror.loadedAt().isBefore(beat.heardAt())) {
      store.end(id, entry);
    } // else others may have heard of it, and its lease ends by itself
  }

  /**
   * Whether nothing that was heard anywhere by then is missing here. One who passes beats on and
   * does not get its word through, as while etcd looks for a leader, is waited for a while.
   */
  private boolean isKnownWhatOthersHeard(Instant moment) {
    if (!pulse.provenAt().isAfter(moment)) {
      return false;
    }
    Instant now = clock.instant();
    boolean isLongEnough =
        now.isAfter(moment.plus(PATIENCE)) && now.isAfter(pulse.fluentSince().plus(RETRY));
    return isLongEnough || peers.haveToldUntil(moment);
  }
}
