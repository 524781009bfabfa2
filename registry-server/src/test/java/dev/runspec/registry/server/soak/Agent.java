package dev.runspec.registry.server.soak;

import dev.runspec.registry.Instance;
import dev.runspec.registry.InstanceState;
import dev.runspec.registry.server.http.Wire.Reply;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * An agent that beats, registers anew, publishes, drains, leaves and comes back, and knows what the
 * registry must know of it.
 */
final class Agent implements Actor {

  /** Three of them are longer than any pause here. */
  private static final int INTERVAL = 20;

  private final String id;
  private final int number;
  private int writes;
  private Standing known = Standing.NOTHING;
  private @Nullable Standing pending;

  Agent(int number) {
    this.number = number;
    this.id = "agent-%03d".formatted(number);
  }

  String id() {
    return id;
  }

  @Override
  public Duration act(Caller caller, Gate gate) {
    Random random = caller.random();
    int choice = random.nextInt(20);
    if (known.isGone() || choice < 2) {
      register(caller, random.nextInt(4) > 0);
    } else if (choice < 4) {
      int write = ++writes;
      write(
          caller,
          "publish",
          "POST",
          "/tools",
          "{\"tools\":" + Standing.tools(id, write) + "}",
          known.publishing(write));
    } else if (choice < 6) {
      boolean drains = known.state() == InstanceState.LIVE;
      write(
          caller,
          drains ? "drain" : "undrain",
          "POST",
          drains ? "/drain" : "/undrain",
          "",
          known.standing(drains ? InstanceState.DRAINING : InstanceState.LIVE));
    } else if (choice < 7) {
      write(caller, "deregister", "DELETE", "", "", known.standing(InstanceState.GONE));
    } else {
      beat(caller);
    }
    return Duration.ofMillis(200 + random.nextInt(1200));
  }

  private void register(Caller caller, boolean withTools) {
    int write = ++writes;
    String body =
        "{\"instance_id\":\"%s\",\"name\":\"shop\",\"version\":\"%d\",\"host\":\"host-%d\",\"heartbeat_interval\":%d,\"labels\":{\"env\":\"%s\",\"zone\":\"z%d\"}%s}"
            .formatted(
                id,
                write,
                number,
                INTERVAL,
                number % 3 == 0 ? "prod" : "test",
                number % 7,
                withTools ? ",\"tools\":" + Standing.tools(id, write) : "");
    pending = new Standing(write, withTools ? write : 0, InstanceState.LIVE);
    Reply unused = caller.write("register", "POST", "/instances", body, 200, 201);
    acknowledged();
  }

  private void write(
      Caller caller, String kind, String method, String rest, String body, Standing after) {
    pending = after;
    Reply unused = caller.write(kind, method, "/instances/" + id + rest, body, 200);
    acknowledged();
  }

  private void acknowledged() {
    known = pending == null ? known : pending;
    pending = null;
  }

  private void beat(Caller caller) {
    Reply reply = caller.write("beat", "POST", "/instances/" + id + "/heartbeat", "", 200);
    if (known.tools() != 0 && !reply.body().startsWith("{\"status\":\"ack\"")) {
      caller.findings().violation(id + " is " + known + " and heard " + reply.body());
    }
  }

  /** Compares, and takes over what became of the write that was not answered. */
  Optional<String> settle(@Nullable Instance instance) {
    Standing shown = instance == null ? Standing.NOTHING : Standing.of(instance);
    Standing open = pending;
    pending = null;
    if (open != null && isShown(open, shown)) {
      known = open;
      return Optional.empty();
    }
    return isShown(known, shown)
        ? Optional.empty()
        : Optional.of(
            id + " was acknowledged " + known + ", in flight " + open + ", shown " + shown);
  }

  /** One that left is forgotten after a while. */
  private static boolean isShown(Standing expected, Standing shown) {
    return shown.equals(expected) || (expected.isGone() && shown.equals(Standing.NOTHING));
  }
}
