package dev.runspec.registry.server.store.etcd;

import dev.runspec.registry.InstanceId;
import dev.runspec.registry.server.simulation.Strands;
import dev.runspec.registry.simulation.Reply;
import dev.runspec.registry.simulation.Request;
import dev.runspec.registry.simulation.Sender;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/**
 * The way from agents to replicas: it loses, delays, doubles and reorders. Whoever is refused, or
 * not answered in time, goes to the next replica.
 */
final class Fleet implements Sender {

  private static final Duration PATIENCE = Duration.ofSeconds(9);
  private static final int ATTEMPTS = 3;

  private final Strands strands;
  private final Random random;
  private final List<Site> sites;
  private final Map<InstanceId, Integer> preferred = new HashMap<>();
  private boolean isFaulty = true;
  private boolean isClosed;

  Fleet(Strands strands, Random random, List<Site> sites) {
    this.strands = strands;
    this.random = random;
    this.sites = sites;
  }

  /** From here on nothing that is sent gets lost. */
  void heal() {
    isFaulty = false;
  }

  /** Nothing is sent any more. */
  void close() {
    isClosed = true;
  }

  @Override
  public void send(Request request, Consumer<Reply> receiver) {
    if (isClosed) {
      return;
    }
    new Attempt(request, receiver, 1).begin();
  }

  private final class Attempt {
    private final Request request;
    private final Consumer<Reply> receiver;
    private final int number;
    private final int site;
    private boolean isOver;

    Attempt(Request request, Consumer<Reply> receiver, int number) {
      this.request = request;
      this.receiver = receiver;
      this.number = number;
      this.site = preferred.computeIfAbsent(request.id(), id -> random.nextInt(sites.size()));
    }

    void begin() {
      int copies = isFaulty ? copies() : 1;
      for (int copy = 0; copy < copies; copy++) {
        boolean isOfTrouble = isFaulty;
        strands.after(
            delay(),
            () -> {
              if (isFaulty || !isOfTrouble) { // with the peace nothing strays any more
                sites.get(site).handle(request, this::replied);
              }
            });
      }
      strands.after(PATIENCE, () -> end(Reply.REFUSED));
    }

    private void replied(Reply reply) {
      if (!(isFaulty && random.nextInt(16) == 0)) {
        strands.after(delay(), () -> end(reply));
      }
    }

    private void end(Reply reply) {
      if (isOver) {
        return;
      }
      isOver = true;
      if (reply.kind() == Reply.Kind.REFUSED) {
        if (preferred.getOrDefault(request.id(), 0) == site) {
          preferred.put(request.id(), (site + 1) % sites.size());
        }
        if (number < ATTEMPTS) {
          new Attempt(request, receiver, number + 1).begin();
          return;
        }
      }
      receiver.accept(reply);
    }
  }

  private int copies() {
    return switch (random.nextInt(24)) {
      case 0 -> 0;
      case 1, 2 -> 2;
      default -> 1;
    };
  }

  private Duration delay() {
    boolean isStray = isFaulty && random.nextInt(60) == 0;
    long most = isStray ? 25_000 : isFaulty ? 400 : 50;
    return Duration.ofMillis(random.nextLong(1, most));
  }
}
