package dev.runspec.registry.cli.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runspec.registry.Registration;
import dev.runspec.registry.cli.CommandFailure;
import dev.runspec.registry.signature.Statement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeenSignaturesTest {

  private static final String HEAD = "runspec seen signatures 1\n";

  @TempDir private Path folder;

  private SeenSignatures seen() {
    return SeenSignatures.of(Map.of("XDG_STATE_HOME", folder.toString()));
  }

  private Path file() {
    return folder.resolve("runspec/seen-signatures");
  }

  private static Statement made(long at, String host, String agent) {
    return Statement.of(
        Registration.builder("a", agent, "1", host).tools(List.of()).build(),
        Instant.ofEpochSecond(at));
  }

  @Test
  void whatIsOlderThanWhatWasSeenIsTold() throws Exception {
    assertThat(seen().newerThan(made(100, "web-01", "shop"))).isEmpty();
    assertThat(seen().newerThan(made(100, "web-01", "shop"))).isEmpty();
    assertThat(seen().newerThan(made(99, "web-01", "shop"))).contains(Instant.ofEpochSecond(100));
    assertThat(seen().newerThan(made(101, "web-01", "shop"))).isEmpty();
    assertThat(seen().newerThan(made(100, "web-01", "shop"))).contains(Instant.ofEpochSecond(101));

    assertThat(Files.readString(file())).isEqualTo(HEAD + "101 web-01 shop\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
  }

  @Test
  void everyAgentOfEveryHostHasItsOwn() throws Exception {
    assertThat(seen().newerThan(made(100, "web-01", "shop"))).isEmpty();
    assertThat(seen().newerThan(made(7, "web-02", "shop"))).isEmpty();
    assertThat(seen().newerThan(made(8, "web-01", "till"))).isEmpty();
    assertThat(seen().newerThan(made(9, "web-01 shop\n1 ü", ""))).isEmpty();
    assertThat(seen().newerThan(made(8, "web-01 shop\n1 ü", "")))
        .contains(Instant.ofEpochSecond(9));

    assertThat(Files.readString(file()).lines())
        .containsExactly(
            "runspec seen signatures 1",
            "100 web-01 shop",
            "8 web-01 till",
            "9 web-01+shop%0A1+%C3%BC ",
            "7 web-02 shop");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "runspec seen signatures 2\n",
        HEAD + "1 web-01 shop",
        HEAD + "x web-01 shop\n",
        HEAD + "1 web-01\n",
        HEAD + "1 web-01 shop\n1 web-01 shop\n",
        HEAD + "\n"
      })
  void aFileThatIsDamagedIsNeverTakenForAnEmptyOne(String text) throws Exception {
    Files.createDirectories(file().getParent());
    Files.writeString(file(), text);
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-------"));

    assertThatThrownBy(() -> seen().newerThan(made(1, "web-01", "shop")))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining(file() + " is damaged in line ");
    assertThat(Files.readString(file())).isEqualTo(text);
  }

  @Test
  void withoutAPlaceNothingIsVerified() {
    assertThatThrownBy(() -> SeenSignatures.of(Map.of()))
        .isInstanceOf(CommandFailure.class)
        .hasMessageStartingWith("there is no place to remember seen signatures in");
  }

  @Test
  void manyAtOnceLoseNothing() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<?>> all = new ArrayList<>();
      for (int host = 0; host < 40; host++) {
        Statement statement = made(host + 1, "web-" + host, "shop");
        all.add(threads.submit(() -> seen().newerThan(statement)));
      }
      for (Future<?> each : all) {
        assertThat(each.get()).isNotNull();
      }
    }
    assertThat(Files.readString(file()).lines()).hasSize(41);
  }
}
