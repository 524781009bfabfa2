package dev.runspec.registry.server.soak;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Random;

/** Sends slowly, reads slowly, or goes amid everything, with or without a word. */
final class Straggler implements Actor {

  /** What the ids of half-sent registrations begin with: they must never be there. */
  static final String HALF = "half-";

  private static final String LIST = "GET /instances HTTP/1.1\nHost: localhost\n\n";

  /** A little longer than a header may take. */
  private static final int LONGEST = 22_000;

  @Override
  public Duration act(Caller caller, Gate gate) throws IOException, InterruptedException {
    Random random = caller.random();
    try (Socket socket = caller.socketFromAnywhere()) {
      socket.setReceiveBufferSize(4096);
      socket.getOutputStream().write(Caller.bytes(part(random)));
      Duration stay = Duration.ofMillis(random.nextInt(10) == 0 ? LONGEST : random.nextInt(2000));
      gate.linger(stay);
      if (random.nextBoolean()) {
        socket.setSoLinger(true, 0); // a reset, instead of a good-bye
      }
    }
    caller.findings().answered("straggler", 0);
    return Duration.ofMillis(50 + random.nextInt(300));
  }

  private static String part(Random random) {
    return switch (random.nextInt(7)) {
      case 0 -> "";
      case 1 -> "GET /too";
      case 2 -> "GET /tools HTTP/1.1\nHost: localhost\nX-Slow: ";
      case 3 -> LIST;
      case 4 -> LIST.repeat(20);
      case 5 ->
          registration(random).substring(0, 170 + random.nextInt(60)); // in the body, or before
      default ->
          "POST /instances HTTP/1.1\nHost: localhost\nX-API-Key: "
              + Subject.KEY
              + "\nContent-Type: application/json\nTransfer-Encoding: chunked\n\n5\n{\"ins\n";
    };
  }

  private static String registration(Random random) {
    String body =
        "{\"instance_id\":\"%s%d\",\"name\":\"n\",\"version\":\"1\",\"host\":\"h\",\"labels\":{\"long\":\"%s\"}}"
            .formatted(HALF, random.nextInt(1000), "x".repeat(100));
    return "POST /instances HTTP/1.1\nHost: localhost\nX-API-Key: "
        + Subject.KEY
        + "\nContent-Type: application/json\nContent-Length: "
        + body.length()
        + "\n\n"
        + body;
  }
}
