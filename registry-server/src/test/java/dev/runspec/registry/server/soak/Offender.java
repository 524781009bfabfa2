package dev.runspec.registry.server.soak;

import dev.runspec.registry.server.http.Wire;
import dev.runspec.registry.server.http.Wire.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** Sends what is wrong, from everywhere, and is told so. */
final class Offender implements Actor {

  private static final String KEY = "X-API-Key: " + Subject.KEY + "\n";

  /**
   * A request that is refused.
   *
   * @param statuses with what
   */
  private record Offence(String request, List<Integer> statuses) {

    Offence(String request, Integer... statuses) {
      this(request, List.of(statuses));
    }

    static Offence posting(String body, Integer... statuses) {
      return new Offence(
          "POST /instances HTTP/1.1\nHost: localhost\n"
              + KEY
              + "Content-Type: application/json\nContent-Length: "
              + body.length()
              + "\n\n"
              + body,
          statuses);
    }

    /** A posting whose framing is this. */
    static Offence framed(String rest, Integer... statuses) {
      return new Offence(
          "POST /instances HTTP/1.1\nHost: localhost\n"
              + KEY
              + "Content-Type: application/json\n"
              + rest,
          statuses);
    }
  }

  private static final List<Offence> OFFENCES =
      List.of(
          new Offence("DELETE /instances/agent-001 HTTP/1.1\nHost: localhost\n\n", 403),
          new Offence(
              "DELETE /instances/agent-001 HTTP/1.1\nHost: localhost\nX-API-Key: wrong\n\n",
              403,
              429),
          new Offence("GET /nothing HTTP/1.1\nHost: localhost\n\n", 404),
          new Offence("GET /ui/assets/..%2f..%2fkey HTTP/1.1\nHost: localhost\n\n", 404),
          new Offence("PUT /tools HTTP/1.1\nHost: localhost\n\n", 405),
          new Offence("GET /tools?filter=labels.env+%3D%3D HTTP/1.1\nHost: localhost\n\n", 422),
          new Offence("GET /tools?limit=much HTTP/1.1\nHost: localhost\n\n", 422),
          new Offence("GET /events?since=x HTTP/1.1\nHost: localhost\n\n", 422),
          new Offence("GET /tools/%zz HTTP/1.1\nHost: localhost\n\n", 400),
          new Offence("GET /tools HTTP/1.1\n\n", 400),
          new Offence("no HTTP at all\n\n", 400, 505),
          new Offence("GET /tools HTTP/1.0\nHost: localhost\n\n", 505),
          new Offence("GET /" + "x".repeat(20_000) + " HTTP/1.1\nHost: localhost\n\n", 414),
          new Offence("GET / HTTP/1.1\nHost: localhost\nX: " + "x".repeat(20_000) + "\n\n", 400),
          Offence.posting("{\"instance_id\":", 422),
          Offence.posting("[".repeat(1000), 422),
          Offence.posting("{\"instance_id\":7}", 422),
          Offence.posting("", 422),
          Offence.framed("Content-Length: 10000000\n\n", 413),
          Offence.framed("Content-Length: 2\nContent-Length: 3\n\n{}", 400),
          Offence.framed("Transfer-Encoding: chunked\n\nzz\n", 400),
          Offence.framed("Transfer-Encoding: gzip, chunked\n\n", 501),
          Offence.framed("Content-Encoding: gzip\nContent-Length: 2\n\n{}", 400, 415));

  @Override
  public Duration act(Caller caller, Gate gate) {
    Random random = caller.random();
    Offence offence = OFFENCES.get(random.nextInt(OFFENCES.size()));
    try (Wire wire = Wire.over(caller::socketFromAnywhere)) {
      Reply reply = wire.send(offence.request()).reply();
      int[] statuses = offence.statuses().stream().mapToInt(Integer::intValue).toArray();
      caller.judge("offence", offence.request(), reply, statuses);
    }
    return Duration.ofMillis(50 + random.nextInt(300));
  }
}
