package dev.runspec.registry.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.server.contract.Routes.Access;
import dev.runspec.registry.server.contract.Routes.Call;
import dev.runspec.registry.server.http.Wire;
import dev.runspec.registry.server.http.Wire.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every route, and every kind of caller. */
class CallersContractTest {

  private static final String RIGHT = "X-API-Key: " + RunningRegistry.KEY + "\n";
  private static final String BAD_KEY =
      Bodies.problem(403, "Forbidden", "Invalid or missing API key", "forbidden");

  @TempDir private Path folder;

  /** Callers, and where they are let in. */
  private enum Caller {
    NOBODY("", true, Keyed.READS),
    WRONG_KEY("X-API-Key: wrong\n", true, Keyed.READS),
    EMPTY_KEY("X-API-Key:\n", true, Keyed.READS),
    RIGHT_KEY(RIGHT, true, Keyed.WRITES),
    RIGHT_KEY_IN_THE_WRONG_PLACE(
        "Authorization: Bearer " + RunningRegistry.KEY + "\n", true, Keyed.READS),
    READERS_KEY("X-API-Key: reader\n", true, Keyed.READS_PROTECTED),
    WRITERS_KEY("X-API-Key: writer\n", true, Keyed.WRITES_ONLY),
    EXPIRED_KEY("X-API-Key: expired\n", true, Keyed.READS),
    KEY_OF_THIS_HOST("X-API-Key: web-only\n", true, Keyed.WRITES),
    KEY_OF_ANOTHER_HOST("X-API-Key: db-only\n", true, Keyed.READS_PROTECTED),
    FOREIGN_PAGE("Origin: http://evil.example\n" + RIGHT, false, Keyed.READS_PROTECTED),
    SANDBOXED_PAGE("Origin: null\n" + RIGHT, false, Keyed.READS_PROTECTED),
    /** A name of theirs that leads to this machine: to a browser it is one place. */
    REBOUND_PAGE("Host: evil.example\nOrigin: https://evil.example\n", false, Keyed.READS),
    REBOUND_PAGE_WITH_KEY(
        "Host: evil.example\nOrigin: https://evil.example\n" + RIGHT, false, Keyed.WRITES),
    FORWARDED("X-Forwarded-For: 203.0.113.7\n", false, Keyed.READS),
    FORWARDED_WITH_KEY("Forwarded: for=203.0.113.7\n" + RIGHT, false, Keyed.WRITES);

    /** What a caller may do where there are keys. */
    private enum Keyed {
      /** Read, unless reads are protected. */
      READS,
      /** Read, also when reads are protected. */
      READS_PROTECTED,
      /** Everything. */
      WRITES,
      /** Write, and read unless reads are protected. */
      WRITES_ONLY
    }

    private final String fields;
    private final boolean writesWithoutKeys;
    private final Keyed keyed;

    Caller(String fields, boolean writesWithoutKeys, Keyed keyed) {
      this.fields = fields;
      this.writesWithoutKeys = writesWithoutKeys;
      this.keyed = keyed;
    }

    /**
     * Pages read what they get from elsewhere; they ask nothing in the name of a model, unless they
     * are the registry's own and have its key.
     */
    boolean mayMake(Call call, Way way, boolean isProtected) {
      return mayCall(call.access(), way, isProtected)
          && !(call.template().equals("/mcp")
              && fields.contains("Origin:")
              && !(isProtected && this == REBOUND_PAGE_WITH_KEY));
    }

    private boolean mayCall(Access access, Way way, boolean isProtected) {
      return switch (access) {
        case OPEN -> true;
        case READ -> !isProtected || keyed == Keyed.READS_PROTECTED || keyed == Keyed.WRITES;
        case WRITE ->
            way.isKeyed() ? keyed == Keyed.WRITES || keyed == Keyed.WRITES_ONLY : writesWithoutKeys;
      };
    }
  }

  private Setup setup(Way way) {
    Setup setup = new Setup(way);
    return way.isKeyed() ? setup.keysFile(keysFile()) : setup;
  }

  private Path keysFile() {
    Path file = folder.resolve("keys");
    try {
      Files.write(
          file,
          List.of(
              "# name scopes sha256",
              "reader read " + sha256("reader"),
              "writer write " + sha256("writer"),
              "expired read,write,admin " + sha256("expired") + " expires=2026-03-01",
              "web read,write " + sha256("web-only") + " hosts=web-*",
              "db read,write " + sha256("db-only") + " hosts=db-*,mail"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return file;
  }

  private static String sha256(String key) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyRouteLetsInWhomItShould(Way way) {
    try (RunningRegistry registry = setup(way).start()) {
      assertThat(everybodyOnEveryRoute(registry, false)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(names = ".*_WITH_KEY", mode = EnumSource.Mode.MATCH_ALL)
  void protectedReadsNeedAKeyToo(Way way) {
    try (RunningRegistry registry = setup(way).protectReads().start()) {
      assertThat(everybodyOnEveryRoute(registry, true)).isEmpty();
    }
  }

  /** What went otherwise than it should. Each call has an address to itself, to guess from. */
  private static List<String> everybodyOnEveryRoute(RunningRegistry registry, boolean isProtected) {
    List<String> surprises = new ArrayList<>();
    int calls = 0;
    for (Caller caller : Caller.values()) {
      Routes.inhabit(registry);
      String before = registry.state();
      boolean mayWrite = false;
      for (Call call : Routes.ALL) {
        boolean may = caller.mayMake(call, registry.way(), isProtected);
        mayWrite |= may && call.access() == Access.WRITE;
        calls++;
        String address = "127.1.%d.%d".formatted(calls / 200, calls % 200 + 1);
        try (Wire wire = registry.connectFrom(address)) {
          Reply reply = call.make(wire, caller.fields);
          if (reply.status() != (may ? call.success() : 403)
              || (!may && !reply.body().contains("\"code\":\"forbidden\""))) {
            surprises.add(caller + " " + call + " -> " + reply);
          }
        }
      }
      if (!mayWrite && !registry.state().equals(before)) {
        surprises.add(caller + " changed something");
      }
    }
    return surprises;
  }

  @ParameterizedTest
  @EnumSource(names = ".*_WITH_KEY", mode = EnumSource.Mode.MATCH_ALL)
  void everyBadKeyHearsTheSame(Way way) {
    try (RunningRegistry registry = setup(way).start()) {
      for (String fields :
          List.of("", "X-API-Key: wrong\n", "X-API-Key: reader\n", "X-API-Key: expired\n")) {
        for (String target : List.of("/instances", "/instances/i/tools", "/instances/x/drain")) {
          try (Wire wire = registry.connect()) {
            Reply reply =
                wire.send(
                        "POST "
                            + target
                            + " HTTP/1.1\nHost: localhost\n"
                            + fields
                            + "Content-Length: 1\nContent-Type: text/plain\n\n{")
                    .reply();
            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.header("content-type")).contains("application/problem+json");
            assertThat(reply.body()).isEqualTo(BAD_KEY);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = ".*_WITH_KEY", mode = EnumSource.Mode.MATCH_ALL)
  void aKeyOfSomeHostsSpeaksForNoOther(Way way) {
    try (RunningRegistry registry = setup(way).start()) {
      registry.register("ours", "web", "web-01");
      registry.register("theirs", "db", "db-01");
      String before = registry.state();
      String theirHost = Bodies.registration("new", "web", "db-02");
      String theirId = Bodies.registration("theirs", "web", "web-01");
      String move = "{\"name\":\"web\",\"version\":\"1\",\"host\":\"db-01\"}";
      for (List<String> call :
          List.of(
              List.of("POST /instances", theirHost),
              List.of("POST /instances", theirId),
              List.of("POST /instances/theirs/tools", "{\"tools\":[]}"),
              List.of("POST /instances/theirs/heartbeat", ""),
              List.of("POST /instances/theirs/drain", ""),
              List.of("POST /instances/theirs/undrain", ""),
              List.of("DELETE /instances/theirs", ""),
              List.of("POST /instances/ours/heartbeat", move),
              List.of("POST /instances/lost/heartbeat", move))) {
        Reply reply = asWebOnly(registry, call.get(0), call.get(1));
        assertThat(reply.status()).as("%s", call).isEqualTo(403);
        assertThat(Json.unquoted(Json.at(reply.body(), "/detail")))
            .as("%s", call)
            .matches("The API key 'web' may not write for host 'db-0[12]'");
      }
      assertThat(registry.state()).isEqualTo(before);
      assertThat(asWebOnly(registry, "POST /instances/ours/drain", "").status()).isEqualTo(200);
      assertThat(asWebOnly(registry, "DELETE /instances/nobody", "").status()).isEqualTo(200);
    }
  }

  private static Reply asWebOnly(RunningRegistry registry, String target, String body) {
    try (Wire wire = registry.connect()) {
      return wire.send(
              target
                  + " HTTP/1.1\nHost: localhost\nX-API-Key: web-only\n"
                  + "Content-Type: application/json\nContent-Length: "
                  + body.length()
                  + "\n\n"
                  + body)
          .reply();
    }
  }

  @FourWays
  void aPageOfTheRegistryItselfMayWrite(RunningRegistry registry) {
    String origin = registry.way().scheme() + "://localhost:" + registry.port();
    Reply reply =
        registry.send(
            "DELETE /instances/x HTTP/1.1\nHost: localhost:%d\nOrigin: %s\n{key}\n\n"
                .formatted(registry.port(), origin));
    assertThat(reply.status()).isEqualTo(200);
    Reply otherPort =
        registry.send(
            "DELETE /instances/x HTTP/1.1\nHost: localhost:1\nOrigin: %s\n{key}\n\n"
                .formatted(origin));
    assertThat(otherPort.status()).isEqualTo(403);
  }

  /** What came with TLS to a proxy may come without it to us. */
  @FourWays
  void aPageMayWriteThroughAProxyThatEndsTls(RunningRegistry registry) {
    String request = "DELETE /instances/x HTTP/1.1\nHost: registry.example\nOrigin: %s\n{key}\n\n";
    // Without a key only who names this machine may write.
    assertThat(registry.send(request.formatted("https://registry.example")).status())
        .isEqualTo(registry.way().isKeyed() ? 200 : 403);
    assertThat(registry.send(request.formatted("https://evil.example")).status()).isEqualTo(403);
  }
}
