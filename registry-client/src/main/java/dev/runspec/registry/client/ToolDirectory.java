package dev.runspec.registry.client;

import dev.runspec.registry.HostEntry;
import dev.runspec.registry.Instance;
import dev.runspec.registry.InstanceId;
import dev.runspec.registry.ToolGroup;
import dev.runspec.registry.ToolHost;
import dev.runspec.registry.ToolName;
import dev.runspec.registry.catalog.Group;
import dev.runspec.registry.catalog.Member;
import dev.runspec.registry.catalog.View;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a registry knows, held here and kept fresh by its events: lookups are answered from memory,
 * also while the registry is away. They are what the registry itself would answer, as of {@link
 * #asOf()}, but for what moves with every beat: when an instance was heard of, and its telemetry,
 * are as they were when it was told of last.
 *
 * <p>It works on one daemon thread of its own and never gives up. Safe for use by many threads;
 * what it gives are values, which stay as they are.
 *
 * <pre>{@code
 * try (ToolDirectory directory = registry.directory().cacheFile(file).start()) {
 *   directory.awaitLoaded(Duration.ofSeconds(10));
 *   directory.tool(new ToolName("deploy")).ifPresent(tool -> …);
 * }
 * }</pre>
 */
public final class ToolDirectory implements AutoCloseable {

  private static final Duration GRACE_FOR_A_TURN = Duration.ofSeconds(1);

  private final Replica replica;
  private final DirectoryUpkeep upkeep;
  private final Line line;
  private final Thread thread;

  private ToolDirectory(Replica replica, DirectoryUpkeep upkeep, Line line) {
    this.replica = replica;
    this.upkeep = upkeep;
    this.line = line;
    this.thread = new Thread(upkeep, "registry-directory");
    this.thread.setDaemon(true);
  }

  static ToolDirectory begin(Caller caller, Duration limit, DirectoryOptions options) {
    Replica replica = new Replica();
    ToolDirectory directory =
        new ToolDirectory(
            replica, new DirectoryUpkeep(caller, limit, options, replica), caller.line());
    directory.thread.start();
    return directory;
  }

  /** A tool of live instances and the hosts that have it; empty if none has. */
  public Optional<ToolGroup> tool(ToolName name) {
    return tool(name, Liveness.LIVE);
  }

  /** A tool and the hosts that have it; empty if none has. */
  public Optional<ToolGroup> tool(ToolName name, Liveness liveness) {
    return Optional.ofNullable(view(liveness).group(name)).map(Group::value);
  }

  /** The hosts on which live instances have this tool, ordered by host; empty if none has. */
  public List<ToolHost> hostsOf(ToolName name) {
    return tool(name).map(ToolGroup::hosts).orElse(List.of());
  }

  /** The tools of live instances, ordered by name. */
  public List<ToolGroup> tools() {
    return tools(Liveness.LIVE);
  }

  /** The tools, ordered by name. */
  public List<ToolGroup> tools(Liveness liveness) {
    return view(liveness).toolGroups();
  }

  /** The hosts with a live agent, one entry for each agent's name, ordered by both. */
  public List<HostEntry> hosts() {
    return hosts(Liveness.LIVE);
  }

  /** The hosts, one entry for each agent's name, ordered by both. */
  public List<HostEntry> hosts(Liveness liveness) {
    return view(liveness).hostEntries();
  }

  /** Every known instance, ordered by id. */
  public List<Instance> instances() {
    return instances(Liveness.ALL);
  }

  /** The instances, ordered by id. */
  public List<Instance> instances(Liveness liveness) {
    return replica.catalog().members().stream()
        .filter(member -> liveness == Liveness.ALL || member.isLive())
        .map(Member::instance)
        .toList();
  }

  /** One instance, live or not; empty if it is unknown. */
  public Optional<Instance> instance(InstanceId id) {
    return Optional.ofNullable(replica.catalog().member(id)).map(Member::instance);
  }

  private View view(Liveness liveness) {
    return liveness == Liveness.LIVE ? replica.catalog().live() : replica.catalog().known();
  }

  /** How it stands. */
  public DirectoryState state() {
    return upkeep.state();
  }

  /**
   * When this was, as far as is known, what the registry knew; empty while nothing was read ever.
   * It moves on at least every 15 s while the directory is {@link DirectoryState#LIVE}.
   */
  public Optional<Instant> asOf() {
    return Optional.ofNullable(upkeep.asOf());
  }

  /** How long ago that was. */
  public Optional<Duration> age() {
    return asOf()
        .map(then -> Duration.between(then, line.clock().instant()))
        .map(age -> age.isNegative() ? Duration.ZERO : age);
  }

  /**
   * Waits until everything was read from the registry for the first time.
   *
   * @return false if the time ran out, or this was closed before
   */
  public boolean awaitLoaded(Duration atMost) throws InterruptedException {
    return upkeep.awaitLoaded(atMost);
  }

  /**
   * Ends the upkeep, within about two seconds. Lookups are still answered from what is there. It
   * never throws.
   */
  @Override
  public void close() {
    upkeep.part();
    if (Thread.currentThread() == thread) {
      return;
    }
    try {
      if (!upkeep.awaitEnd(GRACE_FOR_A_TURN)) {
        upkeep.breakOff(thread);
        boolean unused = upkeep.awaitEnd(GRACE_FOR_A_TURN);
      }
    } catch (InterruptedException e) {
      upkeep.breakOff(thread);
      Thread.currentThread().interrupt();
    }
  }

  /** Begins to close, and does not wait. */
  void part() {
    upkeep.part();
  }

  /** Whose it is, and how it stands. */
  @Override
  public String toString() {
    return "ToolDirectory[" + line.addresses() + ", " + state() + "]";
  }
}
