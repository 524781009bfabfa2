package dev.runspec.registry.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.server.contract.Routes.Access;
import dev.runspec.registry.server.contract.Routes.Call;
import dev.runspec.registry.server.http.Wire;
import dev.runspec.registry.server.http.Wire.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every answer to a write names a revision, and a read may ask for at least that one. */
class RevisionsContractTest {

  /** A registry waits a little longer for what a read asks for. */
  private static final long WAITED_FOR = Duration.ofMillis(1500).toNanos();

  private static final List<String> READS =
      List.of(
          "/instances",
          "/instances/i",
          "/tools",
          "/tools/t",
          "/hosts",
          "/export/superputty",
          "/export/mobaxterm",
          "/export/ssh-config",
          "/export/ansible",
          "/export/rundeck",
          "/export/prometheus");

  @FourWays
  void theAnswerToAWriteNamesItsRevisionTwice(RunningRegistry registry) {
    Routes.inhabit(registry);
    try (Wire wire = registry.connect()) {
      for (Call call : Routes.ALL) {
        if (call.access() == Access.WRITE) {
          Reply reply = call.make(wire, registry.withKey("{key}\n", "X-API-Key"));
          assertThat(reply.header("x-registry-revision"))
              .as("%s", call)
              .contains(Json.at(reply.body(), "/revision"));
        }
      }
    }
  }

  @FourWays
  void revisionsGrowWithEveryChangeAndWithNothingElse(RunningRegistry registry) {
    assertThat(revision(registry.register("i", "web", "h"))).isEqualTo(1);
    assertThat(revision(registry.post("/instances/i/heartbeat"))).isEqualTo(1);
    assertThat(revision(registry.post("/instances/i/tools", "{\"tools\":[]}"))).isEqualTo(2);
    assertThat(revision(registry.post("/instances/i/drain"))).isEqualTo(3);
    assertThat(revision(registry.post("/instances/i/undrain"))).isEqualTo(4);
    assertThat(revision(registry.delete("/instances/i"))).isEqualTo(5);
    assertThat(revision(registry.delete("/instances/i"))).isEqualTo(5);
    assertThat(revision(registry.post("/instances/i/heartbeat"))).isEqualTo(6);
    registry.advance(Duration.ofSeconds(90));
    assertThat(registry.metric("registry_revision")).containsExactly("registry_revision 7");
  }

  private static long revision(Reply reply) {
    return Long.parseLong(reply.header("x-registry-revision").orElseThrow());
  }

  @FourWays
  void aReadThatSendsARevisionBackIsAnsweredFromIt(RunningRegistry registry) {
    Routes.inhabit(registry);
    for (String path : READS) {
      for (String revision : List.of("2", "1", "0", "-1", " 2 ")) {
        Reply reply = registry.get(path, "X-Registry-Revision", revision);
        assertThat(reply.status()).as(path).isEqualTo(200);
        assertThat(reply.header("warning")).isEmpty();
        assertThat(reply.body()).isEqualTo(registry.get(path).body());
      }
    }
  }

  @FourWays
  void whatIsNoRevisionIsUnprocessable(RunningRegistry registry) {
    Routes.inhabit(registry);
    for (String path : READS) {
      for (String revision : List.of("x", "", "1.5", "0x1", "9223372036854775808", "1,2")) {
        Reply reply = registry.get(path, "X-Registry-Revision", revision);
        assertThat(reply.status()).as(path + " " + revision).isEqualTo(422);
        assertThat(Json.at(reply.body(), "/code")).isEqualTo("\"invalid-request\"");
      }
    }
  }

  /** The one test that waits for real: two seconds, for all of these at once. */
  @Test
  void aRevisionThatDoesNotComeIsAWarning() {
    try (RunningRegistry registry = RunningRegistry.start(Way.HTTP)) {
      Routes.inhabit(registry);
      List<String> paths = new ArrayList<>(READS);
      paths.addAll(List.of("/tools/unknown", "/instances/unknown"));
      List<Wire> wires = paths.stream().map(path -> registry.connect()).toList();
      for (int at = 0; at < paths.size(); at++) {
        wires
            .get(at)
            .send("GET " + paths.get(at) + " HTTP/1.1\nHost: l\nX-Registry-Revision: 3\n\n");
      }
      for (int at = 0; at < paths.size(); at++) {
        try (Wire wire = wires.get(at)) {
          Reply reply = wire.reply();
          Reply unasked = registry.get(paths.get(at));
          assertThat(reply.status()).isEqualTo(unasked.status());
          assertThat(reply.body()).isEqualTo(unasked.body());
          assertThat(reply.header("warning"))
              .as(paths.get(at))
              .contains("110 - \"this replica has not seen revision 3\"");
        }
      }
    }
  }

  @FourWays
  void aRevisionThatComesIsWaitedFor(RunningRegistry registry) {
    Routes.inhabit(registry);
    for (int revision = 3; ; revision++) {
      long begin = System.nanoTime();
      try (Wire waiting = registry.connect()) {
        waiting.send(
            "GET /tools/late-%1$d HTTP/1.1\nHost: localhost\nX-Registry-Revision: %1$d\n\n"
                .formatted(revision));
        registry.post("/instances/i/tools", Bodies.tools(Bodies.tool("late-" + revision)));
        Reply reply = waiting.reply();
        // It is waited for two seconds, and this machine may be busy.
        if (reply.header("warning").isEmpty() || System.nanoTime() - begin < WAITED_FOR) {
          assertThat(reply.header("warning")).isEmpty();
          assertThat(reply.status()).isEqualTo(200);
          return;
        }
      }
    }
  }
}
