package dev.runspec.registry.simulation;

import dev.runspec.registry.InstanceId;
import dev.runspec.registry.Registration;
import dev.runspec.registry.catalog.Catalog;
import dev.runspec.registry.engine.InstanceStore.Outcome;
import dev.runspec.registry.engine.LocalStore;
import dev.runspec.registry.engine.Registry;
import dev.runspec.registry.engine.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The machine on which the registry runs: it may end at any moment, its disk stays, and its clock
 * may be another one when it starts again. The ledger hears of all that it acknowledges.
 */
final class Machine {

  /** To write nothing: what waits to be written goes with it. */
  private static final InstanceId NOBODY = new InstanceId("nobody");

  private final Schedule time;
  private final Disk disk;
  private final Ledger ledger;
  private final History history;
  private final Watchers watchers;
  private Duration offset = Duration.ZERO;
  private @Nullable Run run;

  /** From a start to the next crash. */
  private record Run(Registry registry, Disk.Session session) {}

  Machine(Schedule time, Disk disk, Ledger ledger, History history, Watchers watchers) {
    this.time = time;
    this.disk = disk;
    this.ledger = ledger;
    this.history = history;
    this.watchers = watchers;
  }

  boolean isUp() {
    return run != null;
  }

  private Instant now() {
    return time.instant().plus(offset);
  }

  /** Starts, with a clock that leapt while it was off. */
  void start(Duration leap) {
    offset = offset.plus(leap);
    Duration fixed = offset;
    InstantSource clock = () -> time.instant().plus(fixed);
    Disk.Session session = disk.session();
    Registry registry = Registry.open(new LocalStore(session, clock), clock);
    run = new Run(registry, session);
    history.add("starts, its clock is " + offset + " off");
    ledger.restarted(registry.catalog(), now());
    watchers.restarted(registry);
    look();
  }

  /** Ends at once. */
  void crash() {
    Run ended = run;
    if (ended != null) {
      history.add("crashes");
      ended.session().die();
      ended.registry().close();
      run = null;
    }
  }

  /** Answers, or says nothing if it is off or ends meanwhile. */
  @Nullable Reply handle(Request request) {
    look();
    Run present = run;
    if (present == null) {
      return null;
    }
    Reply reply;
    try {
      reply = answered(present.registry(), request);
    } catch (StoreUnavailable e) {
      if (present.session().isDead()) {
        crash();
        return null;
      }
      reply = Reply.REFUSED;
    }
    history.add(request.brief() + ": " + reply.kind());
    look();
    return isUp() ? reply : null;
  }

  private Reply answered(Registry registry, Request request) {
    InstanceId id = request.id();
    Instant asked = now();
    if (request instanceof Request.Beat beat) {
      return heard(registry, beat);
    }
    if (request instanceof Request.Register register) {
      return written(
          () -> {
            registry.register(register.registration());
            return Outcome.DONE;
          },
          () -> ledger.registered(register.registration(), now()));
    }
    if (request instanceof Request.Publish publish) {
      return ifKnown(
          id,
          () -> registry.publish(id, publish.tools(), publish.hash()),
          () -> ledger.published(publish, now()));
    }
    if (request instanceof Request.Drain) {
      return ifKnown(id, () -> registry.drain(id), () -> ledger.drained(id, true));
    }
    if (request instanceof Request.Undrain) {
      return ifKnown(id, () -> registry.undrain(id), () -> ledger.drained(id, false));
    }
    return ifKnown(id, () -> registry.deregister(id), () -> ledger.left(id, asked));
  }

  private Reply ifKnown(InstanceId id, Write write, Runnable promise) {
    if (ledger.knows(id)) {
      return written(write, promise);
    }
    must(write.go() == Outcome.UNKNOWN, "an unknown instance is known");
    return Reply.UNKNOWN;
  }

  private interface Write {
    Outcome go();
  }

  /**
   * A write; what it changes is promised once it is acknowledged, or written in spite of a crash.
   */
  private Reply written(Write write, Runnable promise) {
    try {
      must(write.go() == Outcome.DONE, "a known instance is unknown");
    } catch (StoreUnavailable e) {
      if (disk.wroteLast()) {
        promise.run();
      }
      throw e;
    }
    promise.run();
    return Reply.DONE;
  }

  private Reply heard(Registry registry, Request.Beat beat) {
    InstanceId id = beat.id();
    Registration before = ledger.registration(id);
    if (before != null) {
      ledger.beat(id, now());
    }
    Registration identity = beat.heartbeat().identity();
    boolean isNews = identity != null && (before == null || !identity.differsOnlyInTools(before));
    Registry.BeatAnswer answer;
    try {
      answer = registry.beat(id, beat.heartbeat());
    } catch (StoreUnavailable e) {
      if (isNews && disk.wroteLast()) {
        ledger.identified(Objects.requireNonNull(identity), now());
      }
      throw e;
    }
    if (isNews) {
      ledger.identified(Objects.requireNonNull(identity), now());
    }
    Registration known = ledger.registration(id);
    String hash = beat.heartbeat().toolsHash();
    boolean isWanted =
        known == null
            || known.tools() == null
            || (hash != null && known.toolsHash() != null && !hash.equals(known.toolsHash()));
    must(answer.isRefreshWanted() == isWanted, "refresh is " + !isWanted);
    return new Reply(known == null ? Reply.Kind.UNKNOWN : Reply.Kind.DONE, isWanted);
  }

  /** Forgets who has been away for so long. */
  void reap(Duration retention) {
    look();
    Run present = run;
    if (present != null) {
      history.add("reaped: " + present.registry().reap(retention));
      ledger.reaped(now(), retention);
      look();
    }
  }

  /** Looks whether all is as it must be at this moment. */
  void look() {
    Run present = run;
    if (present == null) {
      return;
    }
    ledger.check(seen(present.registry()));
    try {
      must(present.registry().drain(NOBODY) == Outcome.UNKNOWN, "nobody is known");
      ledger.flushed();
    } catch (StoreUnavailable e) {
      if (present.session().isDead()) {
        crash();
        return;
      }
    }
    disk.notice();
    ledger.check(seen(present.registry()));
    watchers.look(present.registry());
  }

  private Catalog seen(Registry registry) {
    Catalog catalog = registry.catalog();
    ledger.tick(now());
    return catalog;
  }

  private static void must(boolean isSo, String otherwise) {
    if (!isSo) {
      throw new AssertionError(otherwise);
    }
  }
}
