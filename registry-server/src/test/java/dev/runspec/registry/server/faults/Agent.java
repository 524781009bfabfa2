package dev.runspec.registry.server.faults;

import dev.runspec.registry.Instance;
import dev.runspec.registry.json.InstanceJson;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.ReentrantLock;

/**
 * An agent that beats, writes, leaves and falls silent, and knows what the registry must know of
 * it. It stays with one replica and goes to the next when that fails. One thread beats, another one
 * writes.
 */
final class Agent {

  /** Shorter than a beat: a frozen replica must not cost a time to live. */
  private static final Duration BEAT_PATIENCE = Duration.ofMillis(700);

  private static final Duration WRITE_PATIENCE = Duration.ofSeconds(2);
  private static final Duration LONGEST_WRITE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(100);

  /** So long after its registration an instance may not be known everywhere yet. */
  private static final Duration SPREADING = Duration.ofSeconds(2);

  private final int number;
  private final String id;
  private final Fleet fleet;
  private final Random random;
  private final Possible possible = new Possible();

  /** Held during a beat, and to begin or end beating. */
  private final ReentrantLock heart = new ReentrantLock();

  private volatile int home;
  private volatile Pulse pulse;
  private volatile long lastHeard;
  private volatile long lastWrite;
  private volatile boolean isAwake; // changed under heart
  // Of the thread that writes.
  private int writes;
  private boolean isGone;
  private boolean isDrained;
  private Known left = Known.NOTHING;

  Agent(int number, Fleet fleet, long seed) {
    this.number = number;
    this.id = "agent-%03d".formatted(number);
    this.fleet = fleet;
    this.random = new Random(seed);
    this.home = number % fleet.replicas().size();
    this.pulse = pulse(Pulse.Kind.UNSURE);
  }

  private Pulse pulse(Pulse.Kind kind) {
    return new Pulse(kind, lastHeard);
  }

  private void heard(Reply reply) {
    lastHeard = reply.answered();
  }

  String id() {
    return id;
  }

  Pulse pulse() {
    return pulse;
  }

  /** Whether it beats, or will do so within a beat. */
  boolean isAwake() {
    return isAwake;
  }

  /** Whether it is to beat, and has not yet. */
  boolean isWaking() {
    return isAwake && pulse.kind() != Pulse.Kind.BEATING;
  }

  long lastHeard() {
    return lastHeard;
  }

  Possible possible() {
    return possible;
  }

  /** Whether it fell silent, and nobody can have heard of it later by what it gave up. */
  boolean isSurelySilent() {
    return pulse.kind() == Pulse.Kind.SILENT
        && !possible.isGivenUpSince(System.nanoTime() - Pace.ECHO.toNanos());
  }

  // Beating

  /** Beats, if it does so at present. */
  void beat() throws InterruptedException {
    heart.lockInterruptibly();
    try {
      for (int attempt = 0; isAwake && attempt < 2 * fleet.replicas().size(); attempt++) {
        if (isBeatTaken(replica())) {
          return;
        }
        goOn(attempt);
      }
    } finally {
      heart.unlock();
    }
  }

  private boolean isBeatTaken(Replica replica) throws InterruptedException {
    try {
      Reply reply = replica.write("POST", "/instances/" + id + "/heartbeat", "", BEAT_PATIENCE);
      if (reply.status() != 200) {
        possible.givenUp(Step.BEAT);
        fleet.refused(reply);
        return false;
      }
      possible.done(Step.BEAT);
      fleet.tally().count(Tally.Count.BEATS);
      heard(reply);
      if (pulse.kind() != Pulse.Kind.BEATING) {
        pulse = pulse(Pulse.Kind.BEATING);
      }
      if (reply.body().contains("refresh")
          && reply.asked() - lastWrite > SPREADING.toNanos()
          && !replica.wasCutOff(reply.asked(), reply.answered())
          && !mayLackTools()) {
        fleet.violations().add(reply + ", but it must know " + possible);
      }
      return true;
    } catch (IOException e) {
      failed(Step.BEAT, e);
      return false;
    }
  }

  private boolean mayLackTools() {
    return possible.mayBe(known -> known.tools() == 0);
  }

  /** Beats from now on, as one that is heard of. */
  void wake() throws InterruptedException {
    heart.lockInterruptibly();
    try {
      if (!isAwake && !isGone) {
        pulse = pulse(Pulse.Kind.UNSURE);
        isAwake = true;
      }
    } finally {
      heart.unlock();
    }
  }

  private void stop(Pulse.Kind as) throws InterruptedException {
    heart.lockInterruptibly();
    try {
      isAwake = false;
      pulse = pulse(as);
    } finally {
      heart.unlock();
    }
  }

  // Writing

  /** Registers for the first time. */
  void enter() throws InterruptedException {
    register();
  }

  /** Writes something; returns how long it is to rest then. */
  Duration act() throws InterruptedException {
    if (random.nextInt(10) == 0) {
      home = random.nextInt(fleet.replicas().size());
    }
    if (isGone) {
      register();
    } else if (pulse.kind() == Pulse.Kind.SILENT) {
      if (random.nextBoolean()) {
        wake();
      } else {
        register();
      }
    } else {
      switch (random.nextInt(20)) {
        case 0, 1 -> {
          stop(Pulse.Kind.SILENT);
          return Pace.TIME_TO_LIVE.plus(Pace.EXPIRY).plusMillis(500 + random.nextInt(2000));
        }
        case 2, 3, 4 -> deregister();
        case 5, 6, 7, 8 -> register();
        case 9, 10, 11 -> drain();
        default -> publish();
      }
    }
    return Duration.ofMillis(2000 + random.nextInt(7000));
  }

  private void register() throws InterruptedException {
    if (pulse.kind() == Pulse.Kind.SILENT) {
      stop(Pulse.Kind.UNSURE); // from here on it may be live
    }
    int write = ++writes;
    boolean withTools = write == 1 || random.nextInt(4) > 0;
    Step step = new Step("register " + write, known -> known.registering(write, withTools));
    String body =
        "{\"instance_id\":\"%s\",\"name\":\"shop\",\"version\":\"%d\",\"host\":\"host-%03d\",\"heartbeat_interval\":%d%s}"
            .formatted(
                id,
                write,
                number,
                Pace.BEAT.toSeconds(),
                withTools ? ",\"tools\":" + Known.tools(number, write) : "");
    if (write("POST", "/instances", body, step)) {
      isGone = false;
      isDrained = false;
      wake();
    }
  }

  private void publish() throws InterruptedException {
    int write = ++writes;
    Step step = new Step("publish " + write, known -> known.publishing(write));
    boolean unused =
        write("POST", path("/tools"), "{\"tools\":" + Known.tools(number, write) + "}", step);
  }

  private void drain() throws InterruptedException {
    boolean drained = !isDrained;
    Step step = new Step(drained ? "drain" : "undrain", known -> known.draining(drained));
    if (write("POST", path(drained ? "/drain" : "/undrain"), "", step)) {
      isDrained = drained;
    }
  }

  private void deregister() throws InterruptedException {
    stop(Pulse.Kind.UNSURE); // a beat would bring it back
    isGone = write("DELETE", path(""), "", new Step("deregister", Known::leaving));
    if (!isGone) {
      wake();
    }
  }

  private String path(String rest) {
    return "/instances/" + id + rest;
  }

  /** Writes until it is acknowledged; false if it never was. */
  private boolean write(String method, String path, String body, Step step)
      throws InterruptedException {
    long begin = System.nanoTime();
    for (int attempt = 0; System.nanoTime() - begin < LONGEST_WRITE.toNanos(); attempt++) {
      lastWrite = System.nanoTime();
      try {
        Reply reply = replica().write(method, path, body, WRITE_PATIENCE);
        if (reply.status() / 100 == 2) {
          lastWrite = reply.answered();
          possible.done(step);
          left = step.after(left);
          heard(reply);
          fleet.acknowledged(reply);
          if (random.nextInt(4) == 0) {
            readElsewhere(reply);
          }
          return true;
        }
        possible.givenUp(step);
        fleet.refused(reply);
      } catch (IOException e) {
        failed(step, e);
      }
      goOn(attempt);
    }
    fleet.violations().add(id + ": not taken by any replica: " + step);
    return false;
  }

  /** What was acknowledged by one replica is seen on another one that is told its revision. */
  private void readElsewhere(Reply written) throws InterruptedException {
    Replica other = fleet.replicas().get(random.nextInt(fleet.replicas().size()));
    String revision = Long.toString(written.revision().orElse(0));
    try {
      Reply read = other.get(path(""), Duration.ofSeconds(4), "X-Registry-Revision", revision);
      if (read.isWarned()) {
        return;
      }
      Optional<Instance> shown =
          read.status() == 200
              ? Optional.of(InstanceJson.read(read.body().getBytes(StandardCharsets.UTF_8)))
              : Optional.empty();
      if (shown.filter(possible::allows).isEmpty()) {
        fleet.violations().add(read + " after revision " + revision + ", but it is " + possible);
      }
    } catch (IOException e) {
      // That replica is away.
    }
  }

  // While nobody writes

  /** Whether this is what its last write made. */
  boolean isAsLeft(Instance seen) {
    return left.isShownAs(seen);
  }

  /** Goes on from what was seen when nothing lingered any more. */
  void settle(Instance seen) {
    left = possible.settle(seen);
    isDrained = left.isDrained();
  }

  // Both

  private Replica replica() {
    return fleet.replicas().get(home);
  }

  private void failed(Step step, IOException failure) {
    if (!(failure instanceof ConnectException)
        && !(failure instanceof HttpConnectTimeoutException)) {
      possible.givenUp(step);
    }
    fleet.tally().count(Tally.Count.FAILED_ATTEMPTS);
  }

  /** To the next replica; once all have failed, after a pause. */
  private void goOn(int attempt) throws InterruptedException {
    int all = fleet.replicas().size();
    home = (home + 1) % all;
    if (attempt % all == all - 1) {
      Pace.rest(PAUSE);
    }
  }

  @Override
  public String toString() {
    return id;
  }
}
