package dev.runspec.registry.server.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.runspec.registry.Instance;
import dev.runspec.registry.json.InstanceJson;
import dev.runspec.registry.server.http.Wire.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** All callers, each on a thread of its own. */
final class Crowd implements AutoCloseable {

  private final Subject subject;
  private final Findings findings;
  private final Gate gate = new Gate();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Caller> callers = new ArrayList<>();
  private final List<Agent> agents = new ArrayList<>();
  private final Mayflies mayflies = new Mayflies();
  private final Caller warden;
  private final Random seeds;
  private int nudges;

  Crowd(Subject subject, Findings findings, int agents, long seed) {
    this.subject = subject;
    this.findings = findings;
    this.seeds = new Random(seed);
    this.warden = new Caller(subject, findings, seed);
    for (int number = 0; number < agents; number++) {
      Agent agent = new Agent(number);
      this.agents.add(agent);
      admit(agent);
    }
    admit(mayflies);
    admit(mayflies);
    for (int each = 0; each < Math.max(2, agents / 12); each++) {
      admit(new Reader());
      admit(new Subscriber());
      admit(new Straggler());
      admit(new Visitor());
    }
    admit(new Offender());
    admit(new Offender());
  }

  int size() {
    return callers.size();
  }

  private void admit(Actor actor) {
    Caller caller = new Caller(subject, findings, seeds.nextLong());
    callers.add(caller);
    Duration first = Duration.ofMillis(seeds.nextInt(1000));
    threads.execute(() -> live(actor, caller, first));
  }

  private void live(Actor actor, Caller caller, Duration first) {
    try {
      for (Duration rest = first; ; rest = step(actor, caller)) {
        Gate.rest(rest);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // it is over
    } catch (RuntimeException | Error e) {
      findings.violation(actor.getClass().getSimpleName() + " ended: " + e);
      throw e;
    }
  }

  private Duration step(Actor actor, Caller caller) throws InterruptedException {
    gate.enter();
    try {
      return actor.act(caller, gate);
    } catch (IOException | UncheckedIOException e) {
      caller.close();
      if (!subject.isEnding()) {
        findings.violation(actor.getClass().getSimpleName() + " got no answer: " + e);
      }
      // What is not known to be done is looked at before anything else is.
      gate.linger(Duration.ofMinutes(1));
      return Duration.ofMillis(caller.random().nextInt(500));
    } finally {
      gate.leave();
    }
  }

  /** Lets them go on. */
  void go() {
    gate.open();
  }

  /** Waits until nobody asks for anything, and ends their connections. */
  void pause() throws InterruptedException {
    gate.close();
    callers.forEach(Caller::close);
  }

  /** Compares all that the registry shows with what was acknowledged. Nobody asks meanwhile. */
  void check() {
    Reply reply = warden.get("check", "/instances", "", 200);
    Map<String, Instance> shown = new TreeMap<>();
    for (Instance each : InstanceJson.readAll(reply.body().getBytes(UTF_8))) {
      shown.put(each.id().value(), each);
    }
    for (Agent agent : agents) {
      agent.settle(shown.get(agent.id())).ifPresent(findings::violation);
    }
    mayflies.check(shown, subject).forEach(findings::violation);
    shown.keySet().stream()
        .filter(id -> id.startsWith(Straggler.HALF))
        .forEach(id -> findings.violation(id + " is there, although it was sent by half"));
    warden.close();
  }

  /** Does something that every stream of events tells: one whose reader is gone ends by that. */
  void nudge() {
    Reply unused =
        warden.write(
            "nudge",
            "POST",
            "/instances",
            "{\"instance_id\":\"nudge\",\"name\":\"nudge\",\"version\":\"%d\",\"host\":\"nudge\",\"heartbeat_interval\":600,\"labels\":{\"env\":\"prod\"},\"tools\":%s}"
                .formatted(++nudges, Standing.tools("nudge", nudges)),
            200,
            201);
    warden.close();
  }

  /** The sum of the lines of a metric. */
  long metric(String name) {
    Reply reply = warden.get("check", "/metrics", "", 200);
    warden.close();
    return reply
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
