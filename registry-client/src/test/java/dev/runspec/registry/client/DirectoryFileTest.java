package dev.runspec.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runspec.registry.Registration;
import dev.runspec.registry.Tool;
import dev.runspec.registry.ToolName;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory starts from the file of its last state. */
class DirectoryFileTest {

  private static final ToolName DEPLOY = new ToolName("deploy");

  @TempDir private Path folder;
  private final HandCrank time = new HandCrank();
  private final DirectoryDiary diary = new DirectoryDiary();
  private RealServer server;
  private RegistryClient client;
  private Path file;

  @BeforeEach
  void start() {
    server = RealServer.start(folder);
    client = client();
    file = folder.resolve("directory");
  }

  @AfterEach
  void closeAll() {
    client.close();
    server.close();
  }

  private RegistryClient client() {
    return RegistryClient.builder(server.uri())
        .clock(time)
        .pacer(time)
        .random(() -> 1L << 63)
        .build();
  }

  private static Registration agent(String host) {
    return Registration.builder("of-" + host, "shop", "1", host)
        .labels(Map.of("zone", "a\nb"))
        .tools(List.of(Tool.builder("deploy").description("Ünicode\n").command("/d").build()))
        .build();
  }

  private ToolDirectory directory() {
    return client.directory().cacheFile(file).listener(diary).start();
  }

  /** Leaves a file behind that holds one host. */
  private void keepOne() throws InterruptedException {
    client.register(agent("web-01"));
    try (ToolDirectory directory = directory()) {
      diary.awaitEntry("LIVE");
      assertThat(directory.hostsOf(DEPLOY)).hasSize(1);
    }
    diary.awaitEntry("CLOSED");
  }

  @Test
  void itStartsFromItWhenTheRegistryIsAwayAndSaysHowOldThatIs() throws Exception {
    keepOne();
    Instant then = time.instant();
    server.stop();
    time.turn(Duration.ofHours(3));

    try (ToolDirectory directory = directory()) {
      assertThat(directory.hostsOf(DEPLOY)).hasSize(1);
      assertThat(directory.instances().get(0).registration()).isEqualTo(agent("web-01"));
      assertThat(directory.asOf()).contains(then);
      assertThat(directory.age()).contains(Duration.ofHours(3));
      diary.assertNext("added deploy [web-01]", "CONNECTING", "CONNECTING");
      assertThat(directory.awaitLoaded(Duration.ofMillis(1))).isFalse();

      server.startAgain();
      client.register(agent("web-02"));
      diary.awaitEntry("changed deploy [web-01] [web-01, web-02]", time);
      diary.assertNext("LIVE");
      assertThat(directory.age()).contains(Duration.ZERO);
    }
  }

  @Test
  void anEmptyRegistryDoesNotWipeWhatTheFileHolds() throws Exception {
    keepOne();
    server.close();
    try (ScriptedRegistry empty = ScriptedRegistry.startOn(server.port())) {
      empty.on("GET /instances?active=false&limit=200", ScriptedRegistry.Reply.json("[]"));
      ToolDirectory directory = directory();

      diary.awaitEntry("EMPTIED");
      assertThat(directory.hostsOf(DEPLOY)).hasSize(1);
    }
  }

  @Test
  void onlyItsOwnerMayReadIt() throws Exception {
    keepOne();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (Stream<Path> all = Files.list(folder)) {
      assertThat(all.map(each -> each.getFileName().toString()))
          .containsExactlyInAnyOrder("directory", "data");
    }
  }

  @Test
  void itIsWrittenWhenSomethingChangedAtMostTwiceAMinute() throws Exception {
    client.register(agent("web-01"));
    ToolDirectory directory = directory();
    diary.awaitEntry("LIVE");
    FileTime first = awaitOtherThan(FileTime.fromMillis(0));

    client.register(agent("web-02"));
    diary.assertNext("changed deploy [web-01] [web-01, web-02]");
    time.turn(Duration.ofSeconds(29));
    assertThat(Files.getLastModifiedTime(file)).isEqualTo(first);
    time.turn(Duration.ofSeconds(1));
    FileTime second = awaitOtherThan(first);
    time.turn(Duration.ofSeconds(10));

    assertThat(Files.getLastModifiedTime(file)).isEqualTo(second);
    assertThat(directory.hosts()).hasSize(2);
  }

  /** Waits until the file is a newer one. */
  private FileTime awaitOtherThan(FileTime before) throws IOException {
    long patience = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!Files.exists(file) || Files.getLastModifiedTime(file).equals(before)) {
      assertThat(System.nanoTime()).as("the file is not written").isLessThan(patience);
      Thread.onSpinWait();
    }
    return Files.getLastModifiedTime(file);
  }

  private void assertRefused() throws Exception {
    server.stop();
    try (ToolDirectory directory = directory()) {
      assertThat(directory.tools()).isEmpty();
      assertThat(directory.asOf()).isEmpty();
    }
  }

  @Test
  void oneByteThatIsAnotherMakesItUseless() throws Exception {
    keepOne();
    byte[] bytes = Files.readAllBytes(file);
    for (int at = 0; at < bytes.length; at += 7) {
      byte[] damaged = bytes.clone();
      damaged[at] ^= 1;
      Files.write(file, damaged);
      assertThatThrownBy(() -> DirectoryImage.read(file)).isInstanceOf(IOException.class);
    }
    assertRefused();
  }

  @Test
  void halfAFileIsUseless() throws Exception {
    keepOne();
    byte[] bytes = Files.readAllBytes(file);
    for (int length : new int[] {0, 10, 60, 110, bytes.length / 2, bytes.length - 1}) {
      Files.write(file, Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> DirectoryImage.read(file)).isInstanceOf(IOException.class);
    }
    Files.write(file, Arrays.copyOf(bytes, bytes.length + 1));
    assertThatThrownBy(() -> DirectoryImage.read(file)).hasMessageContaining("checksum");
    assertRefused();
  }

  @Test
  void aFileOfAnotherFormatIsNotRead() throws Exception {
    keepOne();
    byte[] bytes = Files.readAllBytes(file);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    Files.write(
        file,
        text.replaceFirst("directory 1", "directory 2").getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> DirectoryImage.read(file))
        .hasMessageContaining("not of the format runspec-registry-directory 1");
    assertRefused();
  }

  @Test
  void aFileThatOthersMayWriteIsNotRead() throws Exception {
    keepOne();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));

    assertThatThrownBy(() -> DirectoryImage.read(file)).hasMessageContaining("chmod go-w");
    assertRefused();
  }

  @Test
  void aFileOfAnotherRegistryIsNotRead() throws Exception {
    keepOne();
    try (RegistryClient other =
            RegistryClient.builder(URI.create("http://127.0.0.1:1")).pacer(time).build();
        ToolDirectory directory = other.directory().cacheFile(file).start()) {
      assertThat(directory.tools()).isEmpty();
    }
    try (RegistryClient wider =
            RegistryClient.builder(URI.create("http://127.0.0.1:1"), server.uri())
                .pacer(time)
                .build();
        ToolDirectory directory = wider.directory().cacheFile(file).start()) {
      assertThat(directory.tools()).hasSize(1);
    }
  }

  @Test
  void whatCannotBeWrittenDoesNoHarm() throws Exception {
    Path gone = Files.createDirectory(folder.resolve("gone"));
    file = gone.resolve("directory");
    ToolDirectoryBuilder builder = client.directory().cacheFile(file).listener(diary);
    Files.delete(gone);
    client.register(agent("web-01"));

    try (ToolDirectory directory = builder.start()) {
      diary.awaitEntry("LIVE");
      assertThat(directory.tools()).hasSize(1);
    }
    assertThat(file).doesNotExist();
  }

  @Test
  void aFolderThatDoesNotExistIsSaid() {
    assertThatThrownBy(() -> client.directory().cacheFile(folder.resolve("none/file")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("folder of the cache file does not exist");
  }
}
