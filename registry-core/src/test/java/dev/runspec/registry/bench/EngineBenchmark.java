package dev.runspec.registry.bench;

import dev.runspec.registry.HandClock;
import dev.runspec.registry.Heartbeat;
import dev.runspec.registry.InstanceId;
import dev.runspec.registry.Registration;
import dev.runspec.registry.ToolName;
import dev.runspec.registry.catalog.Catalog;
import dev.runspec.registry.catalog.Representation;
import dev.runspec.registry.engine.Journal;
import dev.runspec.registry.engine.LocalStore;
import dev.runspec.registry.engine.Registry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What the engine does for a read, a beat, a registration and an expiry, with nothing to flush. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EngineBenchmark {

  private static final InstanceId BRIEF = new InstanceId("brief");

  /** How many agents there are. */
  @Param({"10", "1000", "10000"})
  public int agents;

  /** Only the expiry turns it. */
  private final HandClock clock = new HandClock(Instant.EPOCH);

  private final Registry registry = Registry.open(new LocalStore(Journal.NONE, clock), clock);
  private final Map<ToolName, Representation> plain = new HashMap<>();
  private Registration[] known = {};
  private ToolName[] names = {};
  private int next;

  @Setup(Level.Trial)
  public void fill() {
    known = new Registration[agents];
    names = new ToolName[Agents.names(agents)];
    for (int at = 0; at < agents; at++) {
      known[at] = Agents.agent(at, agents);
      registry.register(known[at]);
    }
    registry.register(
        Registration.builder(BRIEF.value(), "brief", "1.0", "brief")
            .heartbeatInterval(Duration.ofSeconds(1))
            .tools(known[0].publishedTools())
            .build());
    Catalog catalog = registry.catalog();
    for (int at = 0; at < names.length; at++) {
      names[at] = new ToolName("tool-" + at);
      plain.put(names[at], Objects.requireNonNull(catalog.live().tool(names[at])));
    }
  }

  @TearDown(Level.Trial)
  public void close() {
    registry.close();
  }

  private int turn(int of) {
    next = next + 7919 & Integer.MAX_VALUE;
    return next % of;
  }

  /** The reference of the lookup: a hash map that nobody changes. */
  @Benchmark
  public @Nullable Representation hashMap() {
    return plain.get(names[turn(names.length)]);
  }

  @Benchmark
  public @Nullable Representation lookup() {
    return registry.catalog().live().tool(names[turn(names.length)]);
  }

  @Benchmark
  public Registry.BeatAnswer beat() {
    return registry.beat(known[turn(agents)].id(), Heartbeat.BARE);
  }

  @Benchmark
  public void register() {
    registry.register(known[turn(agents)]);
  }

  /** One lease runs out, and a beat brings its agent back. */
  @Benchmark
  public Registry.BeatAnswer expiry() {
    clock.advance(Duration.ofSeconds(3));
    Catalog unused = registry.catalog();
    return registry.beat(BRIEF, Heartbeat.BARE);
  }
}
