package dev.runspec.registry.server.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Callable;

/**
 * Where a fault happens.
 *
 * @param length how long it lasts, where that is open
 */
record Scene(Site site, Random random, Duration length, Violations violations) {

  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofMillis(100);

  Replica anyReplica() {
    return site.anyReplica(random);
  }

  /** Waits until this holds; a violation if it does not within this time. */
  void expect(String what, Duration within, Callable<Boolean> isTrue) throws Exception {
    long deadline = System.nanoTime() + within.toNanos();
    while (!isTrue.call()) {
      if (System.nanoTime() - deadline > 0) {
        violations.addLate("not within " + within.toMillis() + " ms: " + what);
        return;
      }
      Pace.rest(PAUSE);
    }
  }

  /** Expects of a replica that is cut off that it says so, and is taken out after a while. */
  void expectCutOff(Replica replica, long since) throws Exception {
    expect(replica + " says that its answers are old", Pace.UNSAID, () -> warns(replica));
    expect(
        replica + " says that it is degraded",
        Duration.ofSeconds(2),
        () -> !ready(replica).body().contains("\"ok\""));
    Pace.restUntil(since + length.toNanos());
    if (length.compareTo(Duration.ofSeconds(13)) > 0) {
      expect(
          replica + " is not ready", Duration.ofSeconds(2), () -> ready(replica).status() == 503);
    }
  }

  private static boolean warns(Replica replica) throws InterruptedException {
    try {
      Reply reply = replica.get("/hosts", PATIENCE);
      return reply.status() == 200
          && !reply.header("Age").isEmpty()
          && reply.header("Warning").contains("110");
    } catch (IOException e) {
      return false;
    }
  }

  private static Reply ready(Replica replica) throws IOException, InterruptedException {
    return replica.get("/health/ready", Duration.ofSeconds(5));
  }
}
