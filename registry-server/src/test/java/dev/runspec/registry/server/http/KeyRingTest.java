package dev.runspec.registry.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRingTest {

  @TempDir Path folder;

  private static String hash(String key) {
    return HexFormat.of().formatHex(ApiKey.hash(key));
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("keys"), text);
  }

  private static boolean has(KeyRing ring, String key) {
    return ring.find(ApiKey.hash(key)).isPresent();
  }

  @Test
  void fileHoldsAKeyALine() throws IOException {
    Path file =
        file(
            """
            # who may do what

            ops   read,write,admin  %s
              web write %s hosts=web-*,db? expires=2027-01-01
            """
                .formatted(hash("one"), hash("two").toUpperCase(Locale.ROOT)));
    KeyRing ring = KeyRing.of(List.of(ApiKey.unlimited("three")), file);
    assertThat(ring.find(ApiKey.hash("two")))
        .contains(
            new ApiKey(
                "web",
                Set.of(Access.WRITE),
                hash("two"),
                List.of(new HostGlob("web-*"), new HostGlob("db?")),
                Instant.parse("2027-01-01T00:00:00Z")));
    assertThat(has(ring, "one")).isTrue();
    assertThat(has(ring, "three")).isTrue();
    assertThat(has(ring, "four")).isFalse();
  }

  @Test
  void emptyFileIsALockWithoutAKey() throws IOException {
    assertThat(KeyRing.of(List.of(), file("# nobody\n")).isConfigured()).isTrue();
    assertThat(KeyRing.none().isConfigured()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name read",
        "name read 1234",
        "name reads HASH",
        "name read, HASH",
        "na/me read HASH",
        "name read HASH hosts=",
        "name read HASH hosts=a,,b",
        "name read HASH expires=tomorrow",
        "name read HASH colour=red",
        "a read HASH\nb read HASH",
        "a read HASH\na write 1111111111111111111111111111111111111111111111111111111111111111"
      })
  void badLineIsNamedAndNotQuoted(String text) throws IOException {
    String full = text.replace("HASH", hash("secret"));
    Path file = file("# a comment\n" + full + "\n");
    int line = 1 + full.split("\n", -1).length;
    assertThatThrownBy(() -> KeyRing.of(List.of(), file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("keys file " + file + ", line " + line + ": ")
        .hasMessageNotContaining(hash("secret"));
  }

  @Test
  void unreadableFileIsNamed() {
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> KeyRing.of(List.of(), missing))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("keys file cannot be read: " + missing);
  }

  @Test
  void changedFileIsReadAgainAndABadOneChangesNothing() throws IOException {
    Path file = file("a read " + hash("one") + "\n");
    KeyRing ring = KeyRing.of(List.of(), file);
    ring.refresh();
    assertThat(has(ring, "one")).isTrue();

    change(file, "a read " + hash("two") + "\n", 1);
    ring.refresh();
    assertThat(has(ring, "one")).isFalse();
    assertThat(has(ring, "two")).isTrue();

    change(file, "nonsense\n", 2);
    ring.refresh();
    assertThat(has(ring, "two")).isTrue();

    Files.delete(file);
    ring.refresh();
    assertThat(has(ring, "two")).isTrue();

    change(file, "a read " + hash("three") + "\n", 3);
    ring.refresh();
    assertThat(has(ring, "two")).isFalse();
    assertThat(has(ring, "three")).isTrue();
  }

  private static void change(Path file, String text, int second) throws IOException {
    Path unused = Files.writeString(file, text);
    Path unusedToo = Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(second)));
  }
}
