package dev.runspec.registry.simulation;

import java.time.Duration;
import java.util.Random;
import java.util.function.Consumer;

/** What lies between agents and the registry: it loses, delays, doubles and reorders. */
final class Network implements Sender {

  private static final Duration LONGEST_STRAY = Duration.ofSeconds(40);

  private final Schedule time;
  private final Random random;
  private final Machine machine;
  private boolean isFaulty = true;

  Network(Schedule time, Random random, Machine machine) {
    this.time = time;
    this.random = random;
    this.machine = machine;
  }

  /** From here on nothing that is sent gets lost. */
  void heal() {
    isFaulty = false;
  }

  @Override
  public void send(Request request, Consumer<Reply> receiver) {
    int copies = isFaulty ? copies() : 1;
    for (int copy = 0; copy < copies; copy++) {
      time.after(delay(), () -> arrive(request, receiver));
    }
  }

  private void arrive(Request request, Consumer<Reply> receiver) {
    Reply reply = machine.handle(request);
    if (reply != null && !(isFaulty && random.nextInt(10) == 0)) {
      time.after(delay(), () -> receiver.accept(reply));
    }
  }

  private int copies() {
    return switch (random.nextInt(20)) {
      case 0, 1 -> 0;
      case 2, 3 -> 2;
      default -> 1;
    };
  }

  private Duration delay() {
    boolean isStray = isFaulty && random.nextInt(40) == 0;
    long most = isStray ? LONGEST_STRAY.toMillis() : 600;
    return Duration.ofMillis(random.nextLong(1, most));
  }
}
