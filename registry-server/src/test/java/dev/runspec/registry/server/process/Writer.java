package dev.runspec.registry.server.process;

import dev.runspec.registry.InstanceState;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who writes to instances of its own until the server is gone, and remembers what was
 * acknowledged and the one write that was not. Runs on one thread at a time.
 */
final class Writer {

  private static final int INSTANCES = 4;

  private final String name;
  private final Random random;
  private final Map<String, Expected> acknowledged = new TreeMap<>();
  private int writes;
  private long revision;
  private @Nullable Pending pending;

  Writer(String name, long seed) {
    this.name = name;
    this.random = new Random(seed);
  }

  /** Writes until the connection breaks; counts down for everything that is acknowledged. */
  void run(ServerProcess server, CountDownLatch acknowledgements) throws InterruptedException {
    try {
      while (true) {
        Pending next = next();
        pending = next;
        HttpResponse<String> answer = next.request().send(server);
        if (answer.statusCode() / 100 != 2) {
          throw new AssertionError(next + " was answered " + answer.body());
        }
        acknowledged.put(next.id(), next.after());
        pending = null;
        saw(answer);
        acknowledgements.countDown();
      }
    } catch (IOException e) {
      // It was killed; what is pending may have been done or not.
    }
  }

  private Pending next() {
    int write = ++writes;
    String id = name + "-" + random.nextInt(INSTANCES);
    Expected before = acknowledged.get(id);
    String path = "/instances/" + id;
    int choice = random.nextInt(10);
    if (before == null || before.state() == InstanceState.GONE || choice < 2) {
      Expected registered = Expected.registered(write);
      return choice % 2 == 0
          ? register(
              id, write, ",\"tools\":" + Expected.toolsOf(write), registered.publishing(write))
          : register(id, write, "", registered);
    }
    if (before.tools() == 0 || choice < 6) {
      String body = "{\"tools\":" + Expected.toolsOf(write) + "}";
      return new Pending(
          id, before.publishing(write), server -> server.post(path + "/tools", body));
    }
    if (choice < 8) {
      boolean isDraining = before.state() == InstanceState.DRAINING;
      return new Pending(
          id,
          before.standing(isDraining ? InstanceState.LIVE : InstanceState.DRAINING),
          server -> server.post(path + (isDraining ? "/undrain" : "/drain"), ""));
    }
    return new Pending(id, before.standing(InstanceState.GONE), server -> server.delete(path));
  }

  private static Pending register(String id, int write, String tools, Expected after) {
    String body =
        "{\"instance_id\":\"%s\",\"name\":\"shop\",\"version\":\"%d\",\"host\":\"host-%s\"%s}"
            .formatted(id, write, id, tools);
    return new Pending(id, after, server -> server.post("/instances", body));
  }

  /** Compares, and takes over what became of the pending write; returns what does not fit. */
  List<String> settle(Map<String, Expected> shown) {
    List<String> faults = new ArrayList<>();
    Pending open = pending;
    for (int at = 0; at < INSTANCES; at++) {
      String id = name + "-" + at;
      Expected now = shown.get(id);
      Expected known = acknowledged.get(id);
      boolean isDone = open != null && open.id().equals(id) && open.after().equals(now);
      if (isDone && now != null) {
        acknowledged.put(id, now);
      } else if (now == null ? known != null : !now.equals(known)) {
        faults.add(id + ": acknowledged " + known + ", in flight " + open + ", shown " + now);
      }
    }
    pending = null;
    return faults;
  }

  /** Beats for everybody who should be live; returns what was not heard. */
  List<String> beat(ServerProcess server) throws IOException, InterruptedException {
    List<String> faults = new ArrayList<>();
    for (Map.Entry<String, Expected> each : acknowledged.entrySet()) {
      if (each.getValue().state() != InstanceState.GONE) {
        HttpResponse<String> answer = server.beat(each.getKey());
        String wanted = each.getValue().tools() == 0 ? "refresh" : "ack";
        if (!answer.body().startsWith("{\"status\":\"" + wanted + "\"")) {
          faults.add(each + " beat and heard " + answer.body());
        }
        long before = revision;
        if (saw(answer) < before) {
          faults.add("the revision went back from " + before + " to " + revision);
        }
      }
    }
    return faults;
  }

  private long saw(HttpResponse<String> answer) {
    long now = answer.headers().firstValueAsLong("X-Registry-Revision").orElseThrow();
    revision = Math.max(revision, now);
    return now;
  }

  /** The newest revision that it was told. */
  long revision() {
    return revision;
  }

  /** One write that was sent. */
  private record Pending(String id, Expected after, Request request) {
    @Override
    public String toString() {
      return id + " -> " + after;
    }
  }

  @FunctionalInterface
  private interface Request {
    HttpResponse<String> send(ServerProcess server) throws IOException, InterruptedException;
  }
}
