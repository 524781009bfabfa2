package dev.runspec.registry.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong is one line on standard error, and an exit code that says so. */
@ResourceLock(ServerProcess.LOCK)
class StartFailuresTest {

  private static final int FAILED = 1;
  private static final int USAGE = 2;
  private static final Path PEM = Path.of("src/test/resources/tls").toAbsolutePath();

  @TempDir Path folder;

  /** Starts a server that will not; returns its one line. */
  private static String failure(ServerProcess.Builder start, int exitCode)
      throws IOException, InterruptedException {
    try (ServerProcess server = start.start()) {
      assertThat(server.exitCode()).as("%s", server.err().soFar()).isEqualTo(exitCode);
      assertThat(server.out().all()).isEmpty();
      List<String> lines = server.err().all();
      assertThat(lines).hasSize(1);
      return lines.get(0);
    }
  }

  @Test
  void busyPort() throws Exception {
    try (ServerSocket busy = new ServerSocket(0)) {
      assertThat(
              failure(
                  ServerProcess.withData(folder).option("--port", "" + busy.getLocalPort()),
                  FAILED))
          .startsWith("registry-server: cannot listen on 0.0.0.0:" + busy.getLocalPort())
          .contains("choose another with --port");
    }
    try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = "" + busy.getLocalPort();
      assertThat(failure(ServerProcess.withData(folder).option("--port", port), FAILED))
          .as("busy on one address of those that were asked for")
          .startsWith("registry-server: cannot listen on 0.0.0.0:" + port);
    }
  }

  @Test
  void hostThatIsNotOfThisMachine() throws Exception {
    assertThat(failure(ServerProcess.withData(folder).option("--host", "192.0.2.1"), FAILED))
        .startsWith("registry-server: cannot listen on 192.0.2.1:0");
  }

  @Test
  void dataFolderOfALivingServer() throws Exception {
    try (ServerProcess first = ServerProcess.withData(folder).start()) {
      first.ready();
      assertThat(failure(ServerProcess.withData(folder), FAILED))
          .startsWith("registry-server: the data folder " + folder.resolve("data"))
          .contains("in use by another registry (process " + first.handle().pid() + ")")
          .contains("--data-dir");
      assertThat(first.get("/health").statusCode()).isEqualTo(200);
      first.kill();
    }
    try (ServerProcess next = ServerProcess.withData(folder).start()) {
      assertThat(next.get("/health").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void dataFolderThatCannotBeMade() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThat(
            failure(
                ServerProcess.in(folder).option("--data-dir", file.resolve("below").toString()),
                FAILED))
        .startsWith("registry-server: the data folder " + file.resolve("below"))
        .contains("cannot be used")
        .contains("--data-dir");
  }

  @ParameterizedTest
  @ValueSource(strings = {"emptied", "removed", "truncated", "overwritten", "foreign"})
  void damagedData(String damage) throws Exception {
    try (ServerProcess server = ServerProcess.withData(folder).start()) {
      String tools = Expected.toolsOf(100_004);
      for (int at = 0; at < 20; at++) {
        String body =
            "{\"instance_id\":\"%d\",\"name\":\"n\",\"version\":\"1\",\"host\":\"h\",\"tools\":%s}"
                .formatted(at, tools);
        assertThat(server.post("/instances", body).statusCode()).isEqualTo(201);
      }
      server.signal(Signal.TERM);
      assertThat(server.exitCode()).isEqualTo(143);
    }
    Path database = folder.resolve("data/registry.db");
    damage(database, damage);
    byte[] before = Files.exists(database) ? Files.readAllBytes(database) : new byte[0];
    String line = failure(ServerProcess.withData(folder), FAILED);
    assertThat(line)
        .startsWith("registry-server: " + database)
        .contains("restore it from a backup");
    assertThat(Files.exists(database) ? Files.readAllBytes(database) : new byte[0])
        .as("what is left of the data")
        .isEqualTo(before);
  }

  private static void damage(Path database, String how) throws IOException {
    switch (how) {
      case "removed" -> Files.delete(database);
      case "foreign" -> Files.writeString(database, "dear diary ".repeat(1000));
      default -> {
        try (RandomAccessFile file = new RandomAccessFile(database.toFile(), "rw")) {
          switch (how) {
            case "emptied" -> file.setLength(0);
            case "truncated" -> file.setLength(file.length() / 2);
            default -> {
              file.seek(file.length() / 2);
              file.write("?".repeat(5000).getBytes(StandardCharsets.US_ASCII));
            }
          }
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "missing.pem, rsa.crt, missing.pem",
    "rsa-pkcs8.pem, missing.crt, missing.crt",
    "rsa-pkcs8.pem, ., cannot be read",
    "rsa-pkcs8.pem, ec.crt, EC",
    "broken.pem, rsa.crt, broken.pem",
  })
  void certificateThatCannotBeUsed(String key, String certificate, String named) throws Exception {
    assertThat(
            failure(
                ServerProcess.withData(folder)
                    .option("--ssl-keyfile", PEM.resolve(key).toString())
                    .option("--ssl-certfile", PEM.resolve(certificate).toString()),
                FAILED))
        .startsWith("registry-server: TLS ")
        .contains(named);
  }

  @ParameterizedTest
  @CsvSource({
    "--prt, unknown argument '--prt'",
    "--port, --port needs a value",
    "--port=eighty, '--port: expected a number from 0 to 65535, not ''eighty'''",
    "--api-key-file=missing.key, '--api-key-file: expected a file that can be read, not missing.key'",
    "--keys-file=missing.keys, missing.keys",
  })
  void optionThatIsWrong(String option, String named) throws Exception {
    int exitCode = option.startsWith("--keys-file") ? FAILED : USAGE;
    assertThat(failure(ServerProcess.in(folder).option("--data-dir", "data", option), exitCode))
        .startsWith("registry-server: ")
        .contains(named);
    assertThat(folder.resolve("data/registry.db"))
        .as("a wrong option is noticed before anything is made")
        .satisfies(file -> assertThat(exitCode == USAGE && Files.exists(file)).isFalse());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "registry: [",
        "registry: 8765",
        "registry:\n  prt: 8765",
        "registry:\n  port: eighty",
        "registry:\n  port:\n    - 8765"
      })
  void configurationFileThatIsWrong(String text) throws Exception {
    Path unused = Files.writeString(folder.resolve("application.yaml"), text);
    assertThat(failure(ServerProcess.in(folder).option("--store", "memory"), USAGE))
        .startsWith("registry-server: ")
        .contains("application.yaml");
  }
}
