package dev.runspec.registry.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock(ServerProcess.LOCK)
class ReloadTest {

  @TempDir Path folder;

  /** Replaces the file whole, as editors do. */
  private void configure(String member) throws IOException {
    Path next = Files.writeString(folder.resolve("next"), "registry:\n  " + member + "\n");
    Path unused =
        Files.move(next, folder.resolve("application.yaml"), StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void changedConfigurationRestartsTheServerAndTermEndsBoth() throws Exception {
    configure("host: 127.0.0.1");
    try (ServerProcess server = ServerProcess.withData(folder).option("--reload").start()) {
      assertThat(server.ready(0).host()).isEqualTo("127.0.0.1");
      ProcessHandle first = child(server);
      configure("host: 127.0.0.2");
      assertThat(server.ready(1).host()).isEqualTo("127.0.0.2");
      assertThat(first.isAlive()).isFalse();
      ProcessHandle second = child(server);
      assertThat(second).isNotEqualTo(first);

      server.signal(Signal.TERM);
      assertThat(server.exitCode()).isEqualTo(143);
      assertThat(second.isAlive()).isFalse();
      assertThat(server.out().all()).hasSize(2);
    }
    try (ServerProcess next = ServerProcess.withData(folder).start()) {
      assertThat(next.ready().host()).as("the data folder is free").isEqualTo("127.0.0.2");
    }
  }

  @Test
  void configurationThatIsWrongIsToldAndWaitedOutUntilItIsRight() throws Exception {
    configure("host: 127.0.0.1");
    try (ServerProcess server = ServerProcess.withData(folder).option("--reload").start()) {
      server.ready(0);
      configure("hots: 127.0.0.2");
      Until.holds(
          "the mistake is told",
          () -> server.err().soFar().stream().anyMatch(line -> line.contains("registry.hots")));
      assertThat(server.handle().isAlive()).isTrue();
      configure("host: 127.0.0.2");
      assertThat(server.ready(1).host()).isEqualTo("127.0.0.2");
    }
  }

  private static ProcessHandle child(ServerProcess server) {
    List<ProcessHandle> children = server.handle().children().toList();
    assertThat(children).hasSize(1);
    return children.get(0);
  }
}
