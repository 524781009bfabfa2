package dev.runspec.registry.server.faults;

import dev.runspec.registry.server.faults.Tally.Count;
import dev.runspec.registry.server.faults.Tally.Longest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks things up at all replicas, all the time, and sees what is not right. */
final class Observer implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration BETWEEN_WATCHES = Duration.ofMillis(50);
  private static final Duration BETWEEN_LOOKUPS = Duration.ofMillis(25);
  private static final Pattern ID = Pattern.compile("\"instance_id\":\"(agent-[0-9]+)\"");

  private final Fleet fleet;
  private final Tally tally;
  private final Violations violations;
  private final Revisions revisions;
  private final Queue<Sighting> sightings = new ConcurrentLinkedQueue<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private Observer(Fleet fleet, Revisions revisions) {
    this.fleet = fleet;
    this.tally = fleet.tally();
    this.violations = fleet.violations();
    this.revisions = revisions;
  }

  static Observer start(Fleet fleet, Revisions revisions, long seed) {
    Observer observer = new Observer(fleet, revisions);
    for (Replica replica : fleet.replicas()) {
      observer.run(() -> observer.watchLive(replica));
      observer.run(() -> observer.watchStale(replica));
      observer.run(() -> observer.lookUp(replica, new Random(seed)));
    }
    return observer;
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
            violations.add("an observer ended: " + e);
          }
        });
  }

  private void lookUp(Replica replica, Random random) throws InterruptedException {
    while (true) {
      String path =
          switch (random.nextInt(20)) {
            case 0 -> "/tools";
            case 1 -> "/hosts?filter=host%20matches%20%22-0.1%24%22";
            case 2, 3, 4, 5, 6 -> "/instances/agent-%03d".formatted(random.nextInt(200));
            default -> "/tools/" + (random.nextInt(5) == 0 ? "check" : "restart");
          };
      boolean unused = look(replica, path, reply -> {});
      Pace.rest(BETWEEN_LOOKUPS);
    }
  }

  /** Silent agents must not be listed live. */
  private void watchLive(Replica replica) throws InterruptedException {
    while (true) {
      Map<Agent, Pulse> silent = new HashMap<>();
      for (Agent agent : fleet.agents().values()) {
        Pulse pulse = agent.pulse();
        if (agent.isSurelySilent()) {
          silent.put(agent, pulse);
        }
      }
      boolean unused =
          look(
              replica,
              "/hosts",
              reply -> {
                if (reply.isWarned()) {
                  return;
                }
                for (Agent agent : listed(reply)) {
                  Pulse pulse = silent.get(agent);
                  if (pulse != null
                      && reply.asked() - pulse.since() > Pace.TIME_TO_LIVE.toNanos()
                      && agent.pulse().equals(pulse)
                      && agent.isSurelySilent()) {
                    sightings.add(
                        new Sighting(
                            Sighting.Kind.LIVE,
                            agent,
                            replica,
                            reply.asked(),
                            pulse.since(),
                            pulse));
                  }
                }
              });
      Pace.rest(BETWEEN_WATCHES);
    }
  }

  /** Beating agents must not be listed stale. */
  private void watchStale(Replica replica) throws InterruptedException {
    Map<Agent, Long> staleSince = new HashMap<>();
    while (true) {
      Map<Agent, Pulse> beating = new HashMap<>();
      for (Agent agent : fleet.agents().values()) {
        Pulse pulse = agent.pulse();
        if (pulse.kind() == Pulse.Kind.BEATING) {
          beating.put(agent, pulse);
        }
      }
      boolean unused =
          look(
              replica,
              "/instances?state=stale",
              reply -> {
                Set<Agent> wrong = new HashSet<>();
                for (Agent agent : reply.isWarned() ? Set.<Agent>of() : listed(reply)) {
                  Pulse pulse = beating.get(agent);
                  // One that has just come back is allowed the time that a beat takes.
                  if (pulse != null
                      && agent.pulse().equals(pulse)
                      && reply.asked() - pulse.since() > Pace.REVIVAL.toNanos()) {
                    wrong.add(agent);
                    sightings.add(
                        new Sighting(
                            Sighting.Kind.STALE,
                            agent,
                            replica,
                            reply.asked(),
                            agent.lastHeard(),
                            pulse));
                  }
                }
                staleSince.keySet().retainAll(wrong);
                for (Agent agent : wrong) {
                  long since = staleSince.computeIfAbsent(agent, first -> reply.asked());
                  tally.saw(Longest.STALE, reply.answered() - since);
                }
              });
      Pace.rest(BETWEEN_WATCHES);
    }
  }

  private Set<Agent> listed(Reply reply) {
    Set<Agent> listed = new HashSet<>();
    Matcher ids = ID.matcher(reply.body());
    while (ids.find()) {
      Agent agent = fleet.agent(ids.group(1));
      if (agent != null) {
        listed.add(agent);
      }
    }
    return listed;
  }

  private interface Eye {
    void sees(Reply reply);
  }

  /** Asks; every answer must come, and say if it is old. */
  private boolean look(Replica replica, String path, Eye eye) throws InterruptedException {
    long asked = System.nanoTime();
    try {
      Reply reply = replica.get(path, PATIENCE);
      tally.count(Count.LOOKUPS);
      if (reply.isWarned()) {
        tally.count(Count.WARNED);
      }
      if (reply.status() != 200) {
        violations.add("looked up: " + reply);
        return false;
      }
      long age = revisions.age(reply.position().revision(), reply.asked());
      if (!reply.isWarned()) {
        tally.saw(Longest.UNSAID, age);
        if (age > Pace.UNSAID.toNanos()) {
          violations.addLate(
              "GET %s at %s is %d ms old and does not say so"
                  .formatted(path, replica, Duration.ofNanos(age).toMillis()));
        }
      }
      eye.sees(reply);
      return true;
    } catch (IOException e) {
      if (!replica.wasAway(asked, System.nanoTime())) {
        violations.add("GET " + path + " at " + replica + " was not answered: " + e);
      }
      return false;
    }
  }

  /** What it saw since this was asked last. */
  List<Sighting> take() {
    List<Sighting> taken = new ArrayList<>();
    for (Sighting next = sightings.poll(); next != null; next = sightings.poll()) {
      taken.add(next);
    }
    return taken;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
