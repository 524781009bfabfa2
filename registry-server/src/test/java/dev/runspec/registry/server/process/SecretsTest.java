package dev.runspec.registry.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.server.etcd.EtcdCluster;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock(ServerProcess.LOCK)
class SecretsTest {

  private static final String KEY = "open-sesame-1f0c9d";
  private static final String WRONG = "open-barley-77aa31";
  private static final String HEADER = "X-API-Key";
  private static final String BODY =
      "{\"instance_id\":\"a\",\"name\":\"n\",\"version\":\"1\",\"host\":\"h\"}";

  @TempDir Path folder;

  @BeforeEach
  void key() throws IOException {
    Path unused = Files.writeString(folder.resolve("key"), KEY + "\nsecond line\n");
  }

  @Test
  void keyOfAFileOpensTheDoorAndAppearsNowhere() throws Exception {
    List<String> seen = new ArrayList<>();
    try (ServerProcess server =
        ServerProcess.withData(folder)
            .option("--api-key-file", "key", "--access-log", "--protect-reads")
            .start()) {
      HttpResponse<String> written = server.post("/instances", BODY, HEADER, KEY);
      assertThat(written.statusCode()).as(written.body()).isEqualTo(201);
      see(written, seen);
      see(server.post("/instances", BODY, HEADER, WRONG), seen);
      see(server.post("/instances", BODY), seen);
      see(server.post("/instances", "{\"instance_id\":1}", HEADER, KEY), seen);
      see(server.get("/instances?key=" + KEY, HEADER, KEY), seen);
      see(server.get("/nothing", HEADER, KEY), seen);
      see(server.get("/metrics", HEADER, KEY), seen);
      see(server.delete("/instances", HEADER, KEY), seen);
      see(server.delete("/instances/a", HEADER, WRONG), seen);
      assertThat(seen).filteredOn(answer -> answer.startsWith("403 ")).hasSize(3);

      seen.add(commandLine(server.handle()));
      server.signal(Signal.TERM);
      assertThat(server.exitCode()).isEqualTo(143);
      seen.addAll(server.out().all());
      seen.addAll(server.err().all());
      assertThat(server.err().all()).as("the access log").hasSizeGreaterThanOrEqualTo(9);
    }
    assertThat(seen).noneMatch(text -> text.contains(KEY) || text.contains(WRONG));
    assertNotOnDisk(folder.resolve("data"));
  }

  /** Whoever looks for a fault turns everything on. */
  @Test
  void allThatCanBeLoggedTellsNoKey() throws Exception {
    Path everything = loggingEverything();
    try (ServerProcess server =
        ServerProcess.withData(folder)
            .jvm("-Djava.util.logging.config.file=" + everything)
            .option("--api-key-file", "key", "--access-log")
            .start()) {
      assertThat(server.post("/instances", BODY, HEADER, KEY).statusCode()).isEqualTo(201);
      assertThat(server.post("/instances", BODY, HEADER, WRONG).statusCode()).isEqualTo(403);
      assertThat(server.post("/instances", "{", HEADER, KEY).statusCode()).isEqualTo(422);
      server.kill();
      assertThat(server.err().all())
          .anyMatch(line -> line.contains(" FINE"))
          .noneMatch(line -> line.contains(KEY) || line.contains(WRONG));
    }
  }

  @Test
  void passwordOfEtcdAppearsNowhere() throws Exception {
    Path everything = loggingEverything();
    try (EtcdCluster etcd = EtcdCluster.single(Files.createDirectory(folder.resolve("etcd")))) {
      String user = "{\"name\":\"root\",\"password\":\"" + KEY + "\"}";
      String unusedUser = etcd.ask("/v3/auth/user/add", user);
      String unusedRole = etcd.ask("/v3/auth/role/add", "{\"name\":\"root\"}");
      String unusedGrant = etcd.ask("/v3/auth/user/grant", "{\"user\":\"root\",\"role\":\"root\"}");
      String unusedSwitch = etcd.ask("/v3/auth/enable", "{}");
      Path unused = Files.writeString(folder.resolve("wrong"), WRONG + "\n");
      String[] options = {
        "--store", "etcd", "--etcd-endpoints", etcd.endpointList(), "--etcd-user", "root"
      };
      try (ServerProcess server =
          ServerProcess.withData(folder)
              .jvm("-Djava.util.logging.config.file=" + everything)
              .option(options)
              .option("--etcd-password-file", "wrong")
              .start()) {
        assertThat(server.exitCode()).isEqualTo(1);
        assertThat(server.err().all()).isNotEmpty().noneMatch(line -> line.contains(WRONG));
      }
      try (ServerProcess server =
          ServerProcess.withData(folder)
              .jvm("-Djava.util.logging.config.file=" + everything)
              .option(options)
              .option("--etcd-password-file", "key")
              .start()) {
        assertThat(server.post("/instances", BODY).statusCode()).isEqualTo(201);
        assertThat(server.get("/metrics").body()).doesNotContain(KEY);
        assertThat(commandLine(server.handle())).doesNotContain(KEY);
        server.kill();
        assertThat(server.err().all())
            .anyMatch(line -> line.contains(" FINE"))
            .noneMatch(line -> line.contains(KEY));
      }
    }
  }

  @Test
  void keyInTheEnvironmentWorksAndIsNotInTheProcessList() throws Exception {
    try (ServerProcess server =
        ServerProcess.withData(folder).environment("REGISTRY_API_KEY", KEY).start()) {
      assertThat(server.post("/instances", BODY).statusCode()).isEqualTo(403);
      assertThat(server.post("/instances", BODY, HEADER, KEY).statusCode()).isEqualTo(201);
      assertThat(commandLine(server.handle())).doesNotContain(KEY);
    }
  }

  @Test
  void reloadPassesTheKeyOnWithoutShowingIt() throws Exception {
    try (ServerProcess server =
        ServerProcess.withData(folder)
            .environment("REGISTRY_API_KEY", KEY)
            .option("--reload")
            .start()) {
      assertThat(server.post("/instances", BODY, HEADER, KEY).statusCode()).isEqualTo(201);
      assertThat(server.handle().descendants()).isNotEmpty();
      assertThat(server.handle().descendants())
          .noneMatch(child -> commandLine(child).contains(KEY));
    }
  }

  @Test
  void badKeyIsNotRepeatedInTheRefusalToStart() throws Exception {
    Path unused = Files.writeString(folder.resolve("keys"), "ops write " + KEY + "\n");
    try (ServerProcess server =
        ServerProcess.withData(folder).option("--keys-file", "keys").start()) {
      assertThat(server.exitCode()).isEqualTo(1);
      assertThat(server.err().all())
          .singleElement()
          .satisfies(line -> assertThat(line).contains("keys").doesNotContain(KEY));
    }
  }

  private Path loggingEverything() throws IOException {
    return Files.writeString(
        folder.resolve("logging.properties"),
        """
            handlers=java.util.logging.ConsoleHandler
            java.util.logging.ConsoleHandler.level=ALL
            .level=ALL
            io.helidon.level=ALL
            io.helidon.webserver.level=ALL
            io.helidon.webserver.http1.level=ALL
            io.helidon.http.level=ALL
            dev.runspec.level=ALL
            """);
  }

  private static void see(HttpResponse<String> answer, List<String> seen) {
    seen.add(answer.statusCode() + " " + answer.headers().map() + " " + answer.body());
  }

  private static String commandLine(ProcessHandle process) {
    return process.info().commandLine().orElseThrow();
  }

  private static void assertNotOnDisk(Path data) throws IOException {
    try (Stream<Path> files = Files.list(data)) {
      for (Path file : files.toList()) {
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .doesNotContain(KEY)
            .doesNotContain(WRONG);
      }
    }
  }
}
