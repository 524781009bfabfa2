package dev.runspec.registry.simulation;

import dev.runspec.registry.Heartbeat;
import dev.runspec.registry.InstanceId;
import dev.runspec.registry.Registration;
import dev.runspec.registry.Tool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * An agent that registers, beats, publishes, is upgraded, leaves, and dies without a word. An old
 * one beats without saying who it is.
 */
public final class Agent {

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Schedule time;
  private final Random random;
  private final Sender network;
  private final InstanceId id;
  private final String host;
  private final boolean isOld;
  private final Duration interval;
  private int version;
  private int edition;
  private boolean isAwake;
  private boolean isSettled;

  /** Of several courses of beats only the last one goes on. */
  private int course;

  public Agent(int number, Schedule time, Random random, Sender network) {
    this.time = time;
    this.random = random;
    this.network = network;
    this.id = new InstanceId("agent-" + number);
    // Several share a host and a name, and so a place in the lists.
    this.host = "host-" + number / 2;
    this.isOld = number % 3 == 0;
    this.interval = Duration.ofSeconds(2 + random.nextInt(8));
  }

  public InstanceId id() {
    return id;
  }

  public boolean isAwake() {
    return isAwake;
  }

  public boolean isOld() {
    return isOld;
  }

  /** The tools that it has now. */
  public List<Tool> tools() {
    List<Tool> tools = new ArrayList<>();
    for (int at = 0; at < edition % 4; at++) {
      tools.add(
          Tool.builder("tool-" + at)
              .description("edition " + edition / 5)
              .command("/opt/" + host + "/" + at)
              .build());
    }
    return tools;
  }

  public String hash() {
    return "edition-" + edition;
  }

  private Registration identity() {
    return Registration.builder(id.value(), "shop", "1." + version, host)
        .heartbeatInterval(interval)
        .build();
  }

  /** Does something, and then something else after a while. */
  public void live() {
    if (isSettled) {
      return;
    }
    if (!isAwake) {
      wake();
    } else {
      switch (random.nextInt(8)) {
        case 0 -> die();
        case 1 -> leave();
        case 2 -> {
          version++;
          register();
        }
        case 3, 4, 5 -> {
          edition++;
          publish();
        }
        default -> {}
      }
    }
    time.after(Duration.ofMillis(random.nextLong(1000, 25_000)), this::live);
  }

  /** Dies without a word. */
  public void die() {
    isAwake = false;
  }

  /** Does nothing new from here on; who is awake goes on beating. */
  public void settle() {
    isSettled = true;
  }

  private void wake() {
    isAwake = true;
    register();
    int mine = ++course;
    time.after(interval, () -> beat(mine));
  }

  private void leave() {
    isAwake = false;
    network.send(new Request.Deregister(id), reply -> {});
  }

  private void register() {
    Registration identity = identity();
    boolean withTools = random.nextBoolean();
    Registration said = withTools ? identity.withTools(tools(), hash()) : identity;
    network.send(
        new Request.Register(said),
        reply -> {
          if (reply.kind() == Reply.Kind.REFUSED) {
            again(this::register);
          } else if (!withTools) {
            publish();
          }
        });
  }

  private void publish() {
    network.send(
        new Request.Publish(id, tools(), isOld ? null : hash()),
        reply -> {
          switch (reply.kind()) {
            case REFUSED -> again(this::publish);
            case UNKNOWN -> again(this::register);
            case DONE -> {}
          }
        });
  }

  private void again(Runnable action) {
    time.after(
        PATIENCE,
        () -> {
          if (isAwake) {
            action.run();
          }
        });
  }

  private void beat(int mine) {
    if (!isAwake || mine != course) {
      return;
    }
    Heartbeat heartbeat = isOld ? Heartbeat.BARE : new Heartbeat(identity(), hash(), null);
    network.send(
        new Request.Beat(id, heartbeat),
        reply -> {
          if (!isAwake || reply.kind() == Reply.Kind.REFUSED) {
            return;
          }
          if (reply.kind() == Reply.Kind.UNKNOWN) {
            register();
          } else if (reply.isRefreshWanted()) {
            publish();
          }
        });
    time.after(interval, () -> beat(mine));
  }
}
