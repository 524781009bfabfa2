package dev.runspec.registry.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Where an option may be said, and who wins. */
@ResourceLock(ServerProcess.LOCK)
class OptionsTest {

  @TempDir Path folder;

  @BeforeEach
  void fileSaysEverything() throws IOException {
    file("application.yaml", "registry:\n  port: 0\n  host: 127.0.0.1\n  data-dir: by-file\n");
  }

  private void file(String name, String text) throws IOException {
    Path unused = Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8);
  }

  private void assertData(ServerProcess.Builder start, String expected) throws Exception {
    try (ServerProcess server = start.start()) {
      assertThat(server.ready().data()).isEqualTo("data in " + folder.resolve(expected));
      assertThat(server.ready().host()).isEqualTo("127.0.0.1");
    }
  }

  @Test
  void flagBeatsPropertyBeatsEnvironmentBeatsFile() throws Exception {
    ServerProcess.Builder start = ServerProcess.in(folder);
    assertData(start, "by-file");
    assertData(start.environment("REGISTRY_DATA_DIR", "by-environment"), "by-environment");
    assertData(start.jvm("-Dregistry.data-dir=by-property"), "by-property");
    assertData(start.option("--data-dir=by-flag"), "by-flag");
  }

  @Test
  void anotherFileCanBeNamed() throws Exception {
    file("other.yaml", "registry:\n  port: 0\n  host: 127.0.0.1\n  data-dir: by-other\n");
    assertData(ServerProcess.in(folder).option("--config", "other.yaml"), "by-other");
  }

  @Test
  void emptySectionAndThoseOfOtherProgramsSayNothing() throws Exception {
    for (String text : List.of("registry:\n", "server:\n  port: 1\n")) {
      file("application.yaml", text);
      assertData(
          ServerProcess.in(folder)
              .environment("REGISTRY_PORT", "0")
              .environment("REGISTRY_HOST", "127.0.0.1")
              .environment("REGISTRY_OPEN_WRITES", "")
              .environment("XDG_STATE_HOME", folder.toString()),
          "runspec-registry");
    }
  }

  @Test
  void switchInTheEnvironmentCanBeTurnedOffByAFlag() throws Exception {
    ServerProcess.Builder start =
        ServerProcess.in(folder).environment("REGISTRY_OPEN_WRITES", "true");
    try (ServerProcess server = start.start()) {
      assertThat(server.ready().writes()).startsWith("writes are OPEN");
    }
    try (ServerProcess server = start.option("--open-writes=false").start()) {
      assertThat(server.ready().writes()).startsWith("no key is set");
    }
  }

  @Test
  void limitThatWasConfiguredIsTheOneThatHolds() throws Exception {
    try (ServerProcess server =
        ServerProcess.in(folder).environment("REGISTRY_MAX_BODY", "1KiB").start()) {
      String body = "{\"instance_id\":\"" + "x".repeat(2000) + "\"}";
      assertThat(server.post("/instances", body).statusCode()).isEqualTo(413);
    }
  }
}
