package dev.runspec.registry.engine;

import static dev.runspec.registry.Samples.agent;
import static dev.runspec.registry.Samples.id;
import static dev.runspec.registry.Samples.tools;

import dev.runspec.registry.HandClock;
import dev.runspec.registry.InstanceId;
import dev.runspec.registry.Registration;
import dev.runspec.registry.catalog.Catalog;
import dev.runspec.registry.catalog.Member;
import dev.runspec.registry.engine.InstanceStore.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.Validate;

/**
 * The engine as its callers have it, for Lincheck to call from several threads. Time stands still
 * while a call is under way: a lease counts from when the clock was read, and nobody promises what
 * becomes of one whose grant takes longer than it lasts.
 */
@Param(name = "agent", gen = IntGen.class, conf = "0:1")
@Param(name = "choice", gen = IntGen.class, conf = "0:2")
public class AtOnce {

  /** How far time goes in one step; agents live for 90 and 120 seconds. */
  static final Duration STEP = Duration.ofSeconds(70);

  /** How far it is when callers begin. */
  static final Duration START = Duration.ofSeconds(100);

  static final List<String> AGENTS = List.of("a", "b");
  static final List<Duration> INTERVALS = List.of(Duration.ofSeconds(30), Duration.ofSeconds(40));

  private final HandClock clock = HandClock.atNoon();
  private final ReentrantReadWriteLock time = new ReentrantReadWriteLock();
  private final LocalStore store = new LocalStore(Journal.NONE, clock);
  private final Registry registry = Registry.open(store, clock);
  private final Place start = registry.feed().latest();

  /** Both are there, one of them no longer live and the other one not for much longer. */
  public AtOnce() {
    registry.register(registration(0, 1));
    registry.register(registration(1, 0));
    clock.advance(START);
  }

  @Operation
  public String register(@Param(name = "agent") int agent, @Param(name = "choice") int choice) {
    return atThisTime(
        () -> {
          registry.register(registration(agent, choice));
          return "done";
        });
  }

  @Operation
  public String publish(@Param(name = "agent") int agent, @Param(name = "choice") int choice) {
    return atThisTime(
        () -> registry.publish(id(AGENTS.get(agent)), tools(offered(choice)), null).toString());
  }

  /** Without what the registry says to it of tools: that is as they are when it answers. */
  @Operation
  public String beat(@Param(name = "agent") int agent) {
    return atThisTime(() -> store.beat(id(AGENTS.get(agent)), null).toString());
  }

  @Operation
  public String drain(@Param(name = "agent") int agent) {
    return atThisTime(() -> registry.drain(id(AGENTS.get(agent))).toString());
  }

  @Operation
  public String undrain(@Param(name = "agent") int agent) {
    return atThisTime(() -> registry.undrain(id(AGENTS.get(agent))).toString());
  }

  @Operation
  public String deregister(@Param(name = "agent") int agent) {
    return atThisTime(() -> registry.deregister(id(AGENTS.get(agent))).toString());
  }

  /** As the reaper does, who passes over whoever changed meanwhile, and comes back. */
  @Operation
  public String forget(@Param(name = "agent") int agent) {
    return atThisTime(
        () -> {
          while (true) {
            Member member = registry.catalog().member(id(AGENTS.get(agent)));
            if (member == null || member.isLive()) {
              return member == null ? "nobody" : "lives";
            }
            if (store.evict(member) == Outcome.DONE) {
              return "forgotten";
            }
          }
        });
  }

  @Operation
  public String look(@Param(name = "agent") int agent) {
    return atThisTime(
        () -> {
          Member member = registry.catalog().member(id(AGENTS.get(agent)));
          return member == null ? "nobody" : told(member);
        });
  }

  /** All that there is, at one revision. */
  @Operation
  public String lookAtAll() {
    return atThisTime(
        () -> {
          Catalog catalog = registry.catalog();
          StringBuilder all = new StringBuilder("revision " + catalog.revision());
          catalog.members().forEach(member -> all.append(", ").append(told(member)));
          return all.append(", tools ").append(catalog.live().toolCount()).toString();
        });
  }

  /** All that happened. */
  @Operation
  public String changes() {
    return atThisTime(
        () -> {
          Catalog unused = registry.catalog(); // what is due by now happened
          List<String> changes = new ArrayList<>();
          Place place = registry.feed().at(start.position());
          for (Place next = place == null ? null : place.next(); next != null; next = next.next()) {
            FeedEvent event = next.event();
            if (event != null) {
              changes.add(event.change().kind().wireName() + " " + event.change().id());
            }
          }
          return OneAfterTheOther.inOrder(changes);
        });
  }

  @Operation
  public void passTime() {
    time.writeLock().lock();
    try {
      clock.advance(STEP);
    } finally {
      time.writeLock().unlock();
    }
  }

  /** Called when all is done: the store's thread must not outlive it. */
  @Validate
  public void end() {
    registry.close();
  }

  private <T> T atThisTime(Supplier<T> call) {
    time.readLock().lock();
    try {
      return call.get();
    } finally {
      time.readLock().unlock();
    }
  }

  private static Registration registration(int agent, int choice) {
    Registration.Builder said = agent(AGENTS.get(agent)).heartbeatInterval(INTERVALS.get(agent));
    return choice == 0 ? said.build() : said.tools(tools(offered(choice))).build();
  }

  /** The tools of this choice. */
  static String[] offered(int choice) {
    return choice == 0 ? new String[0] : choice == 1 ? new String[] {"t"} : new String[] {"t", "u"};
  }

  private static String told(Member member) {
    InstanceId id = member.id();
    List<String> tools =
        member.registration().publishedTools().stream().map(tool -> tool.name().value()).toList();
    return id + " " + member.standing() + (member.isDraining() ? " drained" : "") + " " + tools;
  }
}
