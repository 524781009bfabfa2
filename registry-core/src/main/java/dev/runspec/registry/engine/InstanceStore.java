package dev.runspec.registry.engine;

import dev.runspec.registry.InstanceId;
import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.Registration;
import dev.runspec.registry.Tool;
import dev.runspec.registry.ToolsSignature;
import dev.runspec.registry.catalog.Catalog;
import dev.runspec.registry.catalog.Member;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where instances are kept, and who decides which of them live.
 *
 * <p>A write returns when it is durable <em>and</em> the feed has it, so that whoever wrote reads
 * it back. A write that fails throws {@link StoreUnavailable} and has changed nothing that is seen
 * here; it may be tried again, since every write may be done twice.
 *
 * <p>Every implementation passes the same contract test.
 */
public interface InstanceStore extends AutoCloseable {

  /**
   * Recovers what is kept, puts it into {@code feed}, and from then on every change, in order and
   * once.
   */
  void open(Feed feed);

  /**
   * The catalogue at this moment: nothing in it is overdue by the clock that decides. Never waits
   * for a disk or a network.
   */
  Catalog catalog();

  /**
   * The instance of this id as the store has it, even if the catalogue does not show it yet; null
   * if there is none. May wait for a network.
   */
  default @Nullable Member find(InstanceId id) {
    return catalog().member(id);
  }

  /** How old the catalogue may be: zero unless the store is elsewhere and out of reach. */
  default Duration age() {
    return Duration.ZERO;
  }

  /** Keeps a new instance, or replaces the one of the same id, tools included. */
  void register(Registration registration);

  /**
   * Keeps what an agent says of itself, and leaves its tools, their hash, the time of its
   * registration and whether it is drained as they are. One that is not known is registered, its
   * tools not said.
   */
  void identify(Registration identity);

  /**
   * Replaces the tools of an instance; {@link Outcome#UNKNOWN} if there is none of this id. Without
   * a hash, the one that came with the registration stands for the first. Without a signature they
   * are unsigned, whatever was there.
   */
  Outcome publish(
      InstanceId id,
      List<Tool> tools,
      @Nullable String toolsHash,
      @Nullable ToolsSignature signature);

  /** Replaces the tools of an instance by some that nobody signed. */
  default Outcome publish(InstanceId id, List<Tool> tools, @Nullable String toolsHash) {
    return publish(id, tools, toolsHash, null);
  }

  /** Takes an instance out of tools and hosts while it lives. */
  Outcome drain(InstanceId id);

  /** Puts a drained instance back. */
  Outcome undrain(InstanceId id);

  /** Notes that an instance left. It stays known. */
  Outcome deregister(InstanceId id);

  /**
   * Hears that an instance lives. Never flushed: after a crash every instance has a whole time to
   * live to be heard again.
   */
  Outcome beat(InstanceId id, @Nullable JsonDocument system);

  /** Forgets {@code member}, unless it changed or lives again. */
  Outcome evict(Member member);

  /** Why writes fail at present; null when they do not. */
  @Nullable String trouble();

  /** Finishes the writes that were begun, and lets go of what is held. */
  @Override
  void close();

  /** What became of a write. */
  enum Outcome {
    /** It is done; or there was nothing to do. */
    DONE,
    /** There is no such instance. */
    UNKNOWN
  }
}
