package dev.runspec.registry.server.soak;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** Reads events for a while, goes without a word, and often goes on where it was. */
final class Subscriber implements Actor {

  /** All of these let pass what wakes streams whose readers are gone. */
  private static final List<String> CHOICES =
      List.of("", "brief=true", "label=env:prod", "tool=check");

  private static final int MOMENT = 100;

  private String position = "";

  @Override
  public Duration act(Caller caller, Gate gate) throws IOException, InterruptedException {
    Random random = caller.random();
    String query = CHOICES.get(random.nextInt(CHOICES.size()));
    if (!position.isEmpty() && random.nextInt(3) > 0) {
      query += (query.isEmpty() ? "" : "&") + "since=" + position;
    }
    try (Socket socket = caller.socketFromAnywhere()) {
      socket.setSoTimeout(MOMENT);
      String request = "GET /events?" + query + " HTTP/1.1\nHost: localhost\n\n";
      socket.getOutputStream().write(Caller.bytes(request));
      Duration stay = Duration.ofMillis(100 + random.nextInt(6000));
      if (random.nextInt(5) == 0) {
        gate.linger(stay); // and reads nothing
      } else {
        read(caller, socket, gate, System.nanoTime() + stay.toNanos());
      }
      if (random.nextBoolean()) {
        socket.setSoLinger(true, 0);
      }
    }
    return Duration.ofMillis(50 + random.nextInt(500));
  }

  private void read(Caller caller, Socket socket, Gate gate, long end) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    while (!gate.isClosing() && System.nanoTime() - end < 0) {
      String line;
      try {
        line = in.readLine();
      } catch (SocketTimeoutException e) {
        continue; // nothing happens; half a line that is lost is one of no interest
      }
      if (line == null) {
        throw new IOException("the stream ended");
      }
      if (line.startsWith("HTTP/1.1 ")) {
        int status = Integer.parseInt(line.split(" ", -1)[1]);
        caller.findings().answered("stream of events", status);
        if (status != 200) {
          caller.findings().violation("/events was answered " + line);
          return;
        }
      } else if (line.matches("id: [0-9a-zA-Z_]+-[0-9]+")) {
        position = line.substring(4);
      }
    }
  }
}
