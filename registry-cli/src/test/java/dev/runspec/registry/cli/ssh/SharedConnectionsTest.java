package dev.runspec.registry.cli.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.command.SshOverrides;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One connection for several runs, and nothing of it left. */
class SharedConnectionsTest {

  private static final Duration IDLE = Duration.ofSeconds(30);

  private static SshServer server;
  private static TestUser login;

  @TempDir private Path runtime;

  @BeforeAll
  static void start() throws IOException {
    server = SshServer.start();
    login = server.user();
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @Test
  void theNextRunGoesOverTheSameConnectionWhichEndsWithItsOwner() throws IOException {
    SharedConnections shared = SharedConnections.open(environment(), IDLE).orElseThrow();
    String first = connection(shared.over(way()));
    Path folder = onlyOneIn(runtime);
    Path socket = onlyOneIn(folder);

    assertThat(connection(shared.over(way()))).isEqualTo(first);
    assertThat(connection(way())).isNotEqualTo(first);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwx------");
    assertThat(socket).exists();
    shared.close();
    assertThat(folder).doesNotExist();
  }

  @Test
  void whoBelievesAnyHostDoesNotMeetTheOthers() throws IOException {
    try (SharedConnections shared = SharedConnections.open(environment(), IDLE).orElseThrow()) {
      String first = connection(shared.over(way().withoutHostKeyCheck()));

      assertThat(connection(shared.over(way()))).isNotEqualTo(first);
    }
  }

  @Test
  void aStaleSocketDoesNoHarm() throws IOException {
    try (SharedConnections shared = SharedConnections.open(environment(), IDLE).orElseThrow()) {
      connection(shared.over(way()));
      Path socket = onlyOneIn(onlyOneIn(runtime));
      Files.delete(socket);
      Files.createFile(socket);

      assertThat(connection(shared.over(way()))).isNotEmpty();
    }
  }

  @Test
  void aPersonsOwnSharingIsKept() throws IOException {
    Path own = runtime.resolve("own");
    Path configuration =
        server.strangersConfig(
            "IdentityFile " + server.key(), "ControlMaster auto", "ControlPath " + own);
    SshCommand way = way().configuredBy(configuration);
    try (SharedConnections shared = SharedConnections.open(environment(), IDLE).orElseThrow()) {
      assertThat(shared.over(way)).isSameAs(way);
    }
  }

  @Test
  void keptConnectionsOutliveTheirOwner() throws IOException {
    SharedConnections kept = SharedConnections.kept(environment(), IDLE).orElseThrow();
    String first = connection(kept.over(way()));
    kept.close();
    SharedConnections next = SharedConnections.kept(environment(), IDLE).orElseThrow();

    assertThat(connection(next.over(way()))).isEqualTo(first);
    Shell.run(
        "ssh",
        "-F",
        "/dev/null",
        "-o",
        "ControlPath=" + onlyOneIn(onlyOneIn(runtime)),
        "-O",
        "exit",
        "any");
  }

  @Test
  void aFolderThatIsNotOursAloneIsNotUsed() throws IOException {
    assertThat(SharedConnections.kept(environment(), IDLE)).isPresent();
    Files.setPosixFilePermissions(onlyOneIn(runtime), PosixFilePermissions.fromString("rwxr-xr-x"));

    assertThat(SharedConnections.kept(environment(), IDLE)).isEmpty();
    Path deep = Files.createDirectories(runtime.resolve("a".repeat(60)));
    assertThat(SharedConnections.open(Map.of("XDG_RUNTIME_DIR", deep.toString()), IDLE)).isEmpty();
    assertThat(deep).isEmptyDirectory();
  }

  @Test
  void whatSshSaysOfItselfIsRead() {
    UserSettings settings =
        UserSettings.parsed("host x\nconnecttimeout 7\ncontrolmaster false\nidentityfile a b\n");

    assertThat(settings.isConnectLimited()).isTrue();
    assertThat(settings.isSharing()).isFalse();
    assertThat(UserSettings.parsed("connecttimeout none\n").isConnectLimited()).isFalse();
    assertThat(UserSettings.parsed("").isConnectLimited()).isFalse();
  }

  private Map<String, String> environment() {
    return Map.of("XDG_RUNTIME_DIR", runtime.toString());
  }

  private static SshCommand way() {
    return SshCommand.to(SshTrial.destination(new SshOverrides(login.name(), null)), Map.of())
        .configuredBy(server.config());
  }

  /** The two ends of the connection that a command runs over. */
  private static String connection(SshCommand way) {
    Transcript out = new Transcript();
    new RemoteRun(
            way,
            SshTrial.command("echo $SSH_CONNECTION", null, null),
            RunMode.LIFELINE,
            Transcript.streams(out, new Transcript()))
        .result();
    return out.text();
  }

  private static Path onlyOneIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(1);
      return all.get(0);
    }
  }
}
