package dev.runspec.registry.server.soak;

import dev.runspec.registry.Instance;
import dev.runspec.registry.InstanceState;
import dev.runspec.registry.server.http.Wire.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Agents that register once, with an id and tools that nobody had before, and die. */
final class Mayflies implements Actor {

  private static final Duration TIME_TO_LIVE = Duration.ofSeconds(3);

  /** One look a second, and this machine runs all of it. */
  private static final Duration LATE = Duration.ofSeconds(5);

  private final AtomicInteger count = new AtomicInteger();
  private final Map<String, Long> born = new ConcurrentHashMap<>();

  @Override
  public Duration act(Caller caller, Gate gate) {
    int number = count.incrementAndGet();
    String id = "mayfly-" + number;
    String body =
        "{\"instance_id\":\"%s\",\"name\":\"mayfly\",\"version\":\"%d\",\"host\":\"pond-%d\",\"heartbeat_interval\":1,\"tools\":%s}"
            .formatted(id, number, number % 50, Standing.tools(id, number));
    born.put(id, System.nanoTime());
    Reply unused = caller.write("register and die", "POST", "/instances", body, 201);
    return Duration.ofMillis(100 + caller.random().nextInt(300));
  }

  /** What of these must not be there, or not live; a restarted registry waits for them again. */
  List<String> check(Map<String, Instance> shown, Subject subject) {
    long now = System.nanoTime();
    List<String> faults = new ArrayList<>();
    born.keySet().removeIf(id -> !shown.containsKey(id)); // forgotten, or never taken
    for (Map.Entry<String, Long> each : born.entrySet()) {
      Instance instance = shown.get(each.getKey());
      Duration heard =
          Duration.ofNanos(Math.min(now - each.getValue(), Math.max(0, now - subject.started())));
      Duration silent = heard.minus(TIME_TO_LIVE).minus(LATE);
      if (instance == null) {
        continue;
      }
      if (!silent.isNegative() && instance.state() == InstanceState.LIVE) {
        faults.add(each.getKey() + " died " + heard + " ago, and is live");
      } else if (silent.compareTo(subject.retention()) > 0) {
        faults.add(each.getKey() + " died " + heard + " ago, and is still known");
      }
    }
    return faults;
  }
}
