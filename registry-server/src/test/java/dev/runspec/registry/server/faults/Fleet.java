package dev.runspec.registry.server.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Many agents, which write until they are told to pause, and beat always. */
final class Fleet implements AutoCloseable {

  private final List<Replica> replicas;
  private final Tally tally;
  private final Violations violations;
  private final Revisions revisions;
  private final Map<String, Agent> agents = new LinkedHashMap<>();
  private final Semaphore acting;
  private final int size;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicLong lastAcknowledged = new AtomicLong(System.nanoTime());

  private Fleet(
      int size, List<Replica> replicas, Tally tally, Violations violations, Revisions revisions) {
    this.size = size;
    this.replicas = replicas;
    this.tally = tally;
    this.violations = violations;
    this.revisions = revisions;
    this.acting = new Semaphore(size, true);
  }

  /** A fleet of so many agents, which are registered and beat, and do not write yet. */
  static Fleet start(
      int size,
      long seed,
      List<Replica> replicas,
      Tally tally,
      Violations violations,
      Revisions revisions)
      throws Exception {
    Fleet fleet = new Fleet(size, replicas, tally, violations, revisions);
    for (int at = 0; at < size; at++) {
      Agent agent = new Agent(at, fleet, seed * 1000 + at);
      fleet.agents.put(agent.id(), agent);
    }
    List<Future<?>> entered = new ArrayList<>();
    for (Agent agent : fleet.agents.values()) {
      entered.add(
          fleet.threads.submit(
              () -> {
                agent.enter();
                return null;
              }));
    }
    for (Future<?> each : entered) {
      each.get();
    }
    fleet.acting.acquire(size);
    Random random = new Random(seed);
    for (Agent agent : fleet.agents.values()) {
      long first = System.nanoTime() + random.nextLong(Pace.BEAT.toNanos());
      long sooner = random.nextLong(Duration.ofSeconds(4).toNanos());
      fleet.run(() -> fleet.beats(agent, first));
      fleet.run(() -> fleet.writes(agent, Duration.ofNanos(sooner)));
    }
    return fleet;
  }

  private interface Loop {
    void run() throws InterruptedException;
  }

  private void run(Loop loop) {
    threads.execute(
        () -> {
          try {
            loop.run();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // it is over
          } catch (RuntimeException | Error e) {
            violations.add("an agent ended: " + e);
          }
        });
  }

  private void beats(Agent agent, long first) throws InterruptedException {
    for (long next = first; ; next = Math.max(next + Pace.BEAT.toNanos(), System.nanoTime())) {
      Pace.restUntil(next);
      agent.beat();
    }
  }

  private void writes(Agent agent, Duration first) throws InterruptedException {
    Duration rest = first;
    while (true) {
      Pace.rest(rest);
      acting.acquire();
      try {
        rest = agent.act();
      } finally {
        acting.release();
      }
    }
  }

  /** Lets them write. */
  void go() {
    lastAcknowledged.set(System.nanoTime());
    acting.release(size);
  }

  /** Lets them finish what they write, and only beat from then on; silent ones beat again. */
  void pause() throws InterruptedException {
    acting.acquire(size);
    for (Agent agent : agents.values()) {
      agent.wake();
    }
  }

  /** A write was acknowledged. */
  void acknowledged(Reply reply) {
    reply.revision().ifPresent(revision -> revisions.acknowledged(revision, reply.answered()));
    tally.count(Tally.Count.WRITES);
    long before = lastAcknowledged.getAndAccumulate(reply.answered(), Math::max);
    tally.saw(Tally.Longest.WITHOUT_A_WRITE, reply.answered() - before);
  }

  /** Something was not done, and the registry said so. */
  void refused(Reply reply) {
    tally.count(Tally.Count.FAILED_ATTEMPTS);
    if (reply.status() != 503) {
      violations.add("refused: " + reply);
    } else if (reply.header("Retry-After").isEmpty()) {
      violations.add("does not say when to come back: " + reply);
    }
  }

  List<Replica> replicas() {
    return replicas;
  }

  Tally tally() {
    return tally;
  }

  Violations violations() {
    return violations;
  }

  Map<String, Agent> agents() {
    return agents;
  }

  @Nullable Agent agent(String id) {
    return agents.get(id);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
