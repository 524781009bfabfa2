package dev.runspec.registry.simulation;

import dev.runspec.registry.Registration;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/** Agents, a registry and what can go wrong between and below them, all of it out of one seed. */
final class World implements AutoCloseable {

  private static final Duration TROUBLED = Duration.ofMinutes(3);

  /** Longer than a message can stray, and an agent needs to be as it must. */
  private static final Duration HEALED = Duration.ofSeconds(80);

  private static final int AGENTS = 6;

  private final Random random;
  private final Schedule time = new Schedule();
  private final History history = new History(time);
  private final Disk disk = new Disk(time);
  private final Ledger ledger = new Ledger();
  private final Machine machine;
  private final Network network;
  private final List<Agent> agents = new ArrayList<>();
  private boolean isTroubled = true;

  World(long seed) {
    this.random = new Random(seed);
    this.machine = new Machine(time, disk, ledger, history, new Watchers(random));
    this.network = new Network(time, random, machine);
    for (int number = 0; number < AGENTS; number++) {
      agents.add(new Agent(number, time, random, network));
    }
  }

  History history() {
    return history;
  }

  /** Three minutes of trouble, and then peace, in which everything has to come right. */
  void run() {
    machine.start(Duration.ZERO);
    for (Agent agent : agents) {
      time.after(somewhen(1, 20_000), agent::live);
    }
    time.after(somewhen(1, 30_000), this::operate);
    time.after(somewhen(1, 30_000), this::trouble);
    Instant end = time.instant().plus(TROUBLED);
    time.runUntil(end);
    heal();
    time.runUntil(end.plus(HEALED));
    machine.look();
    agents.forEach(this::mustBeWell);
  }

  private Duration somewhen(long from, long to) {
    return Duration.ofMillis(random.nextLong(from, to));
  }

  /** An operator drains, puts back, and has the dead forgotten. */
  private void operate() {
    Agent agent = agents.get(random.nextInt(AGENTS));
    switch (random.nextInt(4)) {
      case 0 -> network.send(new Request.Drain(agent.id()), reply -> {});
      case 1, 2 -> network.send(new Request.Undrain(agent.id()), reply -> {});
      default -> machine.reap(Duration.ofSeconds(random.nextLong(5, 60)));
    }
    time.after(somewhen(1000, 20_000), this::operate);
  }

  private void trouble() {
    if (!isTroubled) {
      return;
    }
    switch (random.nextInt(6)) {
      case 0 -> disk.fate(Disk.Fate.FULL);
      case 1 -> disk.slowness(somewhen(1, 4000));
      case 2 -> disk.fate(Disk.Fate.CRASH_BEFORE);
      case 3 -> disk.fate(Disk.Fate.CRASH_AFTER);
      case 4 -> machine.crash();
      default -> {}
    }
    time.after(somewhen(500, 12_000), this::repair);
    time.after(somewhen(500, 30_000), this::trouble);
  }

  private void repair() {
    disk.fate(Disk.Fate.WELL);
    disk.slowness(Duration.ZERO);
    if (!machine.isUp()) {
      machine.start(random.nextInt(3) == 0 ? somewhen(-3_600_000, 3_600_000) : Duration.ZERO);
    }
  }

  private void heal() {
    history.add("peace");
    isTroubled = false;
    network.heal();
    repair();
    for (Agent agent : agents) {
      agent.settle();
    }
  }

  private void mustBeWell(Agent agent) {
    Registration shown = ledger.registration(agent.id());
    if (agent.isAwake() != ledger.isLive(agent.id())) {
      throw new AssertionError(agent.id() + " beats: " + agent.isAwake() + ", but it is otherwise");
    }
    if (agent.isAwake() && !agent.isOld()) {
      // An old one cannot tell that a message from before came last.
      if (!Objects.equals(Objects.requireNonNull(shown).tools(), agent.tools())) {
        throw new AssertionError(agent.id() + " has other tools than " + shown);
      }
    }
  }

  @Override
  public void close() {
    machine.crash();
  }
}
