package dev.runspec.registry.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ResourceLock(ServerProcess.LOCK)
class ReadyLineTest {

  private static final Path PEM = Path.of("src/test/resources/tls").toAbsolutePath();

  @TempDir Path folder;

  @Test
  void isTheOnlyLineAndNamesTheRealPortTheDataAndWhoMayWrite() throws Exception {
    try (ServerProcess server = ServerProcess.withData(folder).start()) {
      ServerProcess.Ready ready = server.ready();
      assertThat(ready)
          .isEqualTo(
              new ServerProcess.Ready(
                  "http",
                  "0.0.0.0",
                  ready.port(),
                  "data in " + folder.resolve("data"),
                  "no key is set: writes from this machine only"));
      assertThat(server.get("/health").statusCode()).isEqualTo(200);
      server.signal(Signal.TERM);
      assertThat(server.exitCode()).isEqualTo(143);
      assertThat(server.out().all()).hasSize(1);
      assertThat(server.err().all()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--api-key-file=key, writes need a key",
    "--open-writes, writes are OPEN to anybody (--open-writes)"
  })
  void saysWhetherWritesAreProtected(String option, String words) throws Exception {
    Path unused = Files.writeString(folder.resolve("key"), "sesame-of-this-test\n");
    try (ServerProcess server = ServerProcess.withData(folder).option(option).start()) {
      assertThat(server.ready().writes()).isEqualTo(words);
    }
  }

  @Test
  void openWritesAreWarnedOfAtEveryStartAndOnlyThen() throws Exception {
    for (int start = 0; start < 2; start++) {
      try (ServerProcess server = ServerProcess.withData(folder).option("--open-writes").start()) {
        server.ready();
        server.kill();
        assertThat(server.err().all())
            .singleElement()
            .satisfies(line -> assertThat(line).contains("warning: --open-writes"));
      }
    }
    try (ServerProcess server =
        ServerProcess.withData(folder).option("--open-writes", "--api-key=k").start()) {
      assertThat(server.ready().writes()).isEqualTo("writes need a key");
      server.kill();
      assertThat(server.err().all()).isEmpty();
    }
  }

  @Test
  void saysTlsAddressAndMemory() throws Exception {
    try (ServerProcess server =
        ServerProcess.in(folder)
            .option("--port", "0", "--host", "127.0.0.1", "--store", "memory")
            .option("--ssl-keyfile", PEM.resolve("ec-pkcs8.pem").toString())
            .option("--ssl-certfile", PEM.resolve("ec.crt").toString())
            .start()) {
      ServerProcess.Ready ready = server.ready();
      assertThat(ready.scheme()).isEqualTo("https");
      assertThat(ready.host()).isEqualTo("127.0.0.1");
      assertThat(ready.data()).isEqualTo("data in memory only");
    }
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource({"--help, Usage: registry-server", "--version, registry-server "})
  void helpAndVersionAreAnswersAndNoFailures(String option, String start) throws Exception {
    try (ServerProcess server = ServerProcess.in(folder).option(option).start()) {
      assertThat(server.exitCode()).isZero();
      assertThat(server.out().all().get(0)).startsWith(start);
      assertThat(server.err().all()).isEmpty();
    }
    assertThat(folder).isEmptyDirectory();
  }
}
