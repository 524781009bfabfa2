package dev.runspec.registry.engine;

import dev.runspec.registry.Heartbeat;
import dev.runspec.registry.InstanceId;
import dev.runspec.registry.Registration;
import dev.runspec.registry.Tool;
import dev.runspec.registry.ToolsSignature;
import dev.runspec.registry.catalog.Catalog;
import dev.runspec.registry.catalog.Member;
import dev.runspec.registry.engine.InstanceStore.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What can be asked of a registry. Every write returns when it lasts and is seen by readers. */
public final class Registry implements AutoCloseable {

  private final Feed feed = new Feed();
  private final InstanceStore store;
  private final InstantSource clock;
  private final LongAdder beats = new LongAdder();

  private Registry(InstanceStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * A registry over {@code store}, which it opens and will close.
   *
   * @throws StoreUnavailable if what is kept cannot be read
   */
  public static Registry open(InstanceStore store, InstantSource clock) {
    Registry registry = new Registry(store, clock);
    store.open(registry.feed);
    return registry;
  }

  /** Everything that is known, at this moment. */
  public Catalog catalog() {
    return store.catalog();
  }

  /** The instance of this id, even if readers do not see it yet; null if there is none. */
  public @Nullable Member find(InstanceId id) {
    return store.find(id);
  }

  /** How old what readers see may be: zero unless the store is out of reach. */
  public Duration age() {
    return store.age();
  }

  /** Waits until readers see {@code revision}; false when that took too long. */
  public boolean awaitRevision(long revision, Duration atMost) throws InterruptedException {
    return feed.await(revision, atMost);
  }

  /** The course of changes. */
  public Feed feed() {
    return feed;
  }

  /** Registers an agent; a second time replaces all that was known of this id. */
  public void register(Registration registration) {
    store.register(registration);
  }

  /** Replaces the tools of an instance, and what signs them. */
  public Outcome publish(
      InstanceId id,
      List<Tool> tools,
      @Nullable String toolsHash,
      @Nullable ToolsSignature signature) {
    return store.publish(id, tools, toolsHash, signature);
  }

  /** Replaces the tools of an instance by some that nobody signed. */
  public Outcome publish(InstanceId id, List<Tool> tools, @Nullable String toolsHash) {
    return publish(id, tools, toolsHash, null);
  }

  /** Takes an instance out of tools and hosts. */
  public Outcome drain(InstanceId id) {
    return store.drain(id);
  }

  /** Puts it back. */
  public Outcome undrain(InstanceId id) {
    return store.undrain(id);
  }

  /** Notes that an instance left; it stays known until it is reaped. */
  public Outcome deregister(InstanceId id) {
    return store.deregister(id);
  }

  /** Hears that an agent lives. One that is not known is registered if it says who it is. */
  public BeatAnswer beat(InstanceId id, Heartbeat heartbeat) {
    beats.increment();
    Outcome outcome = store.beat(id, heartbeat.system());
    Member member = feed.catalog().member(id);
    Registration identity = heartbeat.identityOver(member == null ? null : member.registration());
    if (identity != null
        && (member == null || !identity.differsOnlyInTools(member.registration()))) {
      store.identify(identity);
      store.beat(id, heartbeat.system());
      member = feed.catalog().member(id);
    } else if (outcome == Outcome.UNKNOWN) {
      return BeatAnswer.STRANGER;
    }
    if (member == null) {
      return BeatAnswer.STRANGER;
    }
    return new BeatAnswer(
        isRefreshWanted(member.registration(), heartbeat.toolsHash()),
        member.registration().heartbeatInterval());
  }

  private static boolean isRefreshWanted(Registration known, @Nullable String toolsHash) {
    return known.tools() == null
        || (toolsHash != null && known.toolsHash() != null && !toolsHash.equals(known.toolsHash()));
  }

  /** Forgets everybody who has been stale or gone for {@code retention}; returns how many. */
  public int reap(Duration retention) {
    Instant now = clock.instant();
    int reaped = 0;
    for (Member member : store.catalog().members()) {
      if (!member.isLive()
          && !now.isBefore(member.since().plus(retention))
          && store.evict(member) == Outcome.DONE) {
        reaped++;
      }
    }
    return reaped;
  }

  /** How many beats were heard since the start. */
  public long beats() {
    return beats.sum();
  }

  /** Why writes fail at present; null when they do not. */
  public @Nullable String trouble() {
    return store.trouble();
  }

  @Override
  public void close() {
    store.close();
  }

  /**
   * What a beat is told.
   *
   * @param isRefreshWanted whether the agent should send its tools
   * @param nextHeartbeat until when the next beat is due
   */
  public record BeatAnswer(boolean isRefreshWanted, Duration nextHeartbeat) {

    private static final BeatAnswer STRANGER =
        new BeatAnswer(true, Registration.DEFAULT_HEARTBEAT_INTERVAL);
  }
}
