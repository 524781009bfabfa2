package dev.runspec.registry.server.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.runspec.registry.Instance;
import dev.runspec.registry.InstanceState;
import dev.runspec.registry.json.InstanceJson;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether all replicas say the same, and what was acknowledged, once nobody writes any more. */
final class Agreement {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final List<String> PATHS =
      List.of("/tools", "/hosts", "/tools?active=false", "/hosts?active=false");

  private final Fleet fleet;
  private final Revisions revisions;
  private final List<EventReader> readers;

  Agreement(Fleet fleet, Revisions revisions, List<EventReader> readers) {
    this.fleet = fleet;
    this.revisions = revisions;
    this.readers = readers;
  }

  /** Waits until all agree, and compares with what the agents know. */
  void reach() throws InterruptedException {
    long begin = System.nanoTime();
    String open = disagreement();
    while (!open.isEmpty()) {
      if (System.nanoTime() - begin > PATIENCE.toNanos()) {
        fleet.violations().add("no agreement: " + open);
        break;
      }
      Pace.rest(PAUSE);
      open = disagreement();
    }
    fleet.tally().saw(Tally.Longest.AGREEMENT, System.nanoTime() - begin);
    for (Replica replica : fleet.replicas()) {
      try {
        compare(replica);
      } catch (IOException e) {
        fleet.violations().add("no instances of " + replica + ": " + e);
      }
    }
  }

  /** What is not settled yet; empty when everything is. */
  private String disagreement() throws InterruptedException {
    for (Agent agent : fleet.agents().values()) {
      if (agent.isWaking()) {
        return agent + " is not heard yet";
      }
    }
    String revision = Long.toString(revisions.newest());
    Map<String, Reply> first = new HashMap<>();
    try {
      for (Replica replica : fleet.replicas()) {
        Reply ready = replica.get("/health/ready", PATIENCE);
        if (ready.status() != 200 || !ready.body().contains("\"ok\"")) {
          return ready.toString();
        }
        for (String path : PATHS) {
          Reply reply = replica.get(path, PATIENCE, "X-Registry-Revision", revision);
          Reply other = first.putIfAbsent(path, reply);
          if (reply.status() != 200 || reply.isWarned()) {
            return reply + " " + reply.header("Warning");
          }
          if (other != null && !other.body().equals(reply.body())) {
            return path + " differs at " + other.from() + " and " + replica;
          }
        }
        Reply instances = replica.get("/instances?active=false", PATIENCE);
        Reply other = first.putIfAbsent("/instances", instances);
        if (other != null && !other.header("ETag").equals(instances.header("ETag"))) {
          return "instances differ at " + other.from() + " and " + replica;
        }
        for (Instance instance : InstanceJson.readAll(instances.body().getBytes(UTF_8))) {
          Agent agent = fleet.agent(instance.id().value());
          if (instance.state() == InstanceState.STALE && agent != null && agent.isAwake()) {
            return instance.id() + " beats, and is stale at " + replica;
          }
        }
      }
      for (EventReader reader : readers) {
        String difference = reader.difference();
        if (!difference.isEmpty()) {
          return difference;
        }
      }
      return "";
    } catch (IOException e) {
      return e.toString();
    }
  }

  private void compare(Replica replica) throws IOException, InterruptedException {
    Reply reply = replica.get("/instances?active=false", PATIENCE);
    Set<String> missing = new HashSet<>(fleet.agents().keySet());
    boolean isLast = replica == fleet.replicas().getLast();
    for (Instance instance : InstanceJson.readAll(reply.body().getBytes(UTF_8))) {
      Agent agent = fleet.agent(instance.id().value());
      if (agent == null || !missing.remove(agent.id())) {
        fleet.violations().add("nobody registered " + instance.id());
        continue;
      }
      if (!agent.possible().allows(instance)) {
        fleet
            .violations()
            .add(
                "lost: %s is %s at %s, but must be %s"
                    .formatted(agent, Known.of(instance), replica, agent.possible()));
      }
      if (isLast) {
        if (!agent.isAsLeft(instance)) {
          fleet.tally().count(Tally.Count.LATE_WRITES);
        }
        agent.settle(instance);
      }
    }
    for (String id : missing) {
      fleet.violations().add("lost: " + id + " is not known at " + replica);
    }
  }
}
