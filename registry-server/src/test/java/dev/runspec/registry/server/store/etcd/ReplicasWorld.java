package dev.runspec.registry.server.store.etcd;

import static dev.runspec.registry.server.store.etcd.Judge.must;

import dev.runspec.registry.Heartbeat;
import dev.runspec.registry.InstanceId;
import dev.runspec.registry.engine.Registry;
import dev.runspec.registry.server.simulation.Strands;
import dev.runspec.registry.server.store.etcd.gateway.SimulatedEtcd;
import dev.runspec.registry.simulation.Agent;
import dev.runspec.registry.simulation.History;
import dev.runspec.registry.simulation.Request;
import dev.runspec.registry.simulation.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Agents, replicas and an etcd, and what can go wrong with them, all of it out of one seed. */
final class ReplicasWorld implements AutoCloseable {

  private static final Duration TROUBLED = Duration.ofSeconds(90);

  /** Longer than anything can stray, and then time for all to come right. */
  private static final Duration HEALED = Duration.ofSeconds(65);

  /** From then on all must be well. */
  private static final Duration SETTLED = Duration.ofSeconds(50);

  private static final Duration LOOK = Duration.ofMillis(250);
  private static final int AGENTS = 5;

  private final Random random;
  private final Schedule time = new Schedule();
  private final History history = new History(time);
  private final Strands strands = new Strands(time);
  private final SimulatedEtcd etcd;
  private final Judge judge;
  private final List<Site> sites = new ArrayList<>();
  private final List<Agent> agents = new ArrayList<>();
  private final Fleet fleet;
  private final Trouble trouble;
  private final Audit audit;
  private boolean isTroubled = true;
  private boolean isOver;

  ReplicasWorld(long seed) {
    this.random = new Random(seed);
    this.etcd = new SimulatedEtcd(time, strands, random);
    this.judge = new Judge(time, strands, etcd, history);
    etcd.witness(judge);
    int replicas = random.nextInt(2, 4);
    for (int number = 1; number <= replicas; number++) {
      sites.add(new Site(number, time, strands, random, etcd, judge, history));
    }
    this.fleet = new Fleet(strands, random, sites);
    this.audit = new Audit(time, etcd, judge, sites);
    this.trouble =
        new Trouble(strands, random, etcd, judge, sites, audit, history, this::speakLast);
    for (int number = 0; number < AGENTS; number++) {
      agents.add(new Agent(number, time, random, fleet));
    }
  }

  History history() {
    return history;
  }

  /** A time of trouble, and then peace, in which everything has to come right. */
  void run() {
    sites.forEach(site -> site.start(trouble.skew()));
    for (Agent agent : agents) {
      time.after(somewhen(500, 10_000), agent::live);
    }
    strands.after(somewhen(1, 20_000), this::operate);
    strands.after(somewhen(1, 20_000), this::rush);
    trouble.begin();
    strands.after(LOOK, this::look);
    Instant end = time.instant().plus(TROUBLED);
    strands.runUntil(end);
    history.add("peace");
    isTroubled = false;
    fleet.heal();
    trouble.end();
    agents.forEach(Agent::settle);
    strands.runUntil(end.plus(SETTLED));
    agents.forEach(this::mustBeWell);
    etcd.compact(1);
    Site fresh = new Site(9, time, strands, random, etcd, judge, history);
    sites.add(fresh);
    fresh.start(Duration.ZERO);
    strands.runUntil(end.plus(HEALED));
    agents.forEach(this::mustBeWell);
    isOver = true;
    fleet.close();
    strands.runUntil(time.instant().plusSeconds(3));
    audit.agree();
  }

  /** Ends whatever waits. */
  @Override
  public void close() {
    strands.close();
  }

  private Duration somewhen(long from, long to) {
    return Duration.ofMillis(random.nextLong(from, to));
  }

  private void look() {
    audit.look();
    strands.after(LOOK, this::look);
  }

  /** An operator drains, puts back, and has the dead forgotten. */
  private void operate() {
    if (isOver) {
      return;
    }
    if (random.nextInt(5) == 0) {
      sites.get(random.nextInt(sites.size())).reap(Duration.ofSeconds(random.nextLong(5, 40)));
    } else {
      InstanceId id = agents.get(random.nextInt(AGENTS)).id();
      fleet.send(
          random.nextInt(3) == 0 ? new Request.Drain(id) : new Request.Undrain(id), reply -> {});
    }
    strands.after(somewhen(1000, 12_000), this::operate);
  }

  /** Several ask for different things at the same moment, each at another replica. */
  private void rush() {
    Agent agent = agents.get(random.nextInt(AGENTS));
    for (Site site : sites) {
      Request request = word(agent);
      strands.after(somewhen(0, 12), () -> site.handle(request, reply -> {}));
    }
    if (isTroubled) {
      strands.after(somewhen(100, 5000), this::rush);
    }
  }

  private Request word(Agent agent) {
    return switch (random.nextInt(8)) {
      case 6 -> new Request.Deregister(agent.id());
      case 7 -> new Request.Beat(agent.id(), Heartbeat.BARE);
      case 0, 1 -> new Request.Drain(agent.id());
      case 2, 3, 4 -> new Request.Undrain(agent.id());
      default ->
          agent.isAwake()
              ? new Request.Publish(agent.id(), agent.tools(), agent.isOld() ? null : agent.hash())
              : new Request.Deregister(agent.id());
    };
  }

  /** An agent speaks to this replica, and perhaps to another one, and is never heard of again. */
  private void speakLast(Site site) {
    Agent agent = agents.get(random.nextInt(AGENTS));
    Request.Beat beat = new Request.Beat(agent.id(), Heartbeat.BARE);
    Request publication =
        new Request.Publish(agent.id(), agent.tools(), agent.isOld() ? null : agent.hash());
    Site other = sites.get(random.nextInt(sites.size()));
    strands.after(somewhen(0, 1500), () -> site.handle(beat, reply -> {}));
    if (random.nextBoolean()) {
      strands.after(somewhen(0, 3000), () -> site.handle(publication, reply -> {}));
    }
    switch (random.nextInt(4)) {
      case 0 -> strands.after(somewhen(0, 3000), () -> other.handle(beat, reply -> {}));
      case 1 ->
          strands.after(
              somewhen(0, 3000),
              () -> other.handle(new Request.Deregister(agent.id()), reply -> {}));
      default -> {}
    }
    strands.after(somewhen(0, 1500), agent::die);
  }

  private void mustBeWell(Agent agent) {
    for (Site site : sites) {
      Registry registry = site.registry();
      if (registry != null) {
        Told told = Told.of(registry.catalog().member(agent.id()));
        must(
            agent.isAwake() == (told != null && told.isLive()),
            () ->
                agent.id() + " beats: " + agent.isAwake() + ", but " + site.run() + " has " + told);
        must(
            !agent.isAwake()
                || agent.isOld() // cannot tell that a message from before came last
                || told == null
                || agent.tools().equals(told.registration().tools()),
            () -> agent.id() + " has other tools than " + told);
      }
    }
  }
}
