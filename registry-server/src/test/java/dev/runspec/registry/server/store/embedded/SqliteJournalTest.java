package dev.runspec.registry.server.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runspec.registry.Registration;
import dev.runspec.registry.Tool;
import dev.runspec.registry.catalog.Lease;
import dev.runspec.registry.catalog.Member;
import dev.runspec.registry.catalog.Member.Standing;
import dev.runspec.registry.catalog.Vitals;
import dev.runspec.registry.engine.Journal;
import dev.runspec.registry.engine.Journal.Entry;
import dev.runspec.registry.engine.StoreUnavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteJournalTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678901Z");

  @TempDir Path folder;

  @Test
  void whatWasWrittenIsRecoveredInTheOrderOfHearing() {
    Member second = member("b", 2, Standing.LIVE);
    Member first = member("\u0000 ünïcode/文 '\"", 1, Standing.GONE);
    try (SqliteJournal journal = SqliteJournal.in(folder)) {
      journal.recover();
      journal.write(List.of(new Entry.Put(second), new Entry.Put(first)), 2);
    }

    try (SqliteJournal journal = SqliteJournal.in(folder)) {
      List<Member> members = journal.recover().members();
      assertThat(members)
          .extracting(Member::registration)
          .containsExactly(first.registration(), second.registration());
      assertThat(members.get(0).standing()).isEqualTo(Standing.GONE);
      assertThat(members.get(1).registeredAt()).isEqualTo(NOW);
      assertThat(members.get(1).vitals().lease().lastHeard()).isEqualTo(NOW);
    }
  }

  @Test
  void marksAndRemovalsAreRecovered() {
    try (SqliteJournal journal = SqliteJournal.in(folder)) {
      journal.recover();
      journal.write(
          List.of(
              new Entry.Put(member("a", 1, Standing.LIVE)),
              new Entry.Put(member("b", 2, Standing.LIVE))),
          2);
      journal.write(
          List.of(
              new Entry.Mark(member("a", 3, Standing.STALE)),
              new Entry.Remove(member("b", 2, Standing.LIVE).id()),
              new Entry.Remove(member("never", 2, Standing.LIVE).id()),
              new Entry.Mark(member("never", 3, Standing.STALE))),
          3);
    }

    try (SqliteJournal journal = SqliteJournal.in(folder)) {
      List<Member> members = journal.recover().members();
      assertThat(members).hasSize(1);
      assertThat(members.get(0).standing()).isEqualTo(Standing.STALE);
      assertThat(members.get(0).heard()).isEqualTo(3);
    }
  }

  @Test
  void revisionsOnlyGrowOverRestarts() {
    long revision = 0;
    for (int start = 0; start < 3; start++) {
      try (SqliteJournal journal = SqliteJournal.in(folder)) {
        long recovered = journal.recover().revision();
        assertThat(recovered).isGreaterThanOrEqualTo(revision);
        revision = recovered + 700_000;
        journal.write(List.of(new Entry.Put(member("a", start, Standing.LIVE))), revision);
        revision += 400_000;
      }
    }
  }

  @Test
  void aFolderThatIsInUseIsRefused() {
    try (SqliteJournal journal = SqliteJournal.in(folder)) {
      journal.recover();
      assertThatThrownBy(() -> SqliteJournal.in(folder))
          .isInstanceOf(StoreUnavailable.class)
          .hasMessageContaining("in use by another registry (process")
          .hasMessageContaining("--data-dir");
    }
    SqliteJournal.in(folder).close();
  }

  @Test
  void aFolderThatCannotBeMadeIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> SqliteJournal.in(file.resolve("below")))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContaining("cannot be used");
  }

  @Test
  void aVanishedOrEmptiedDatabaseIsRefusedAndNotReplaced() throws IOException {
    fill(3);
    Path database = folder.resolve("registry.db");
    Files.write(database, new byte[0]);
    assertRefused("missing or empty");
    assertThat(database).isEmptyFile();

    Files.delete(database);
    assertRefused("missing or empty");
    assertThat(database).doesNotExist();

    Files.delete(folder.resolve("README.txt"));
    try (SqliteJournal journal = SqliteJournal.in(folder)) {
      assertThat(journal.recover().members()).isEmpty();
    }
  }

  @Test
  void aTruncatedDatabaseIsNamed() throws IOException {
    fill(50);
    Path database = folder.resolve("registry.db");
    byte[] whole = Files.readAllBytes(database);
    for (int length :
        List.of(1, 100, 4096, whole.length / 2, whole.length - 4096, whole.length - 1)) {
      byte[] part = Arrays.copyOf(whole, length);
      Files.write(database, part);
      assertRefused("registry.db is damaged");
      assertThat(Files.readAllBytes(database)).hasSizeLessThanOrEqualTo(whole.length);
    }
    Files.write(database, whole);
    assertThat(recovered()).hasSize(50);
  }

  @Test
  void aFlippedByteIsEitherHarmlessOrNamed() throws IOException {
    fill(5);
    List<Registration> expected = recovered().stream().map(Member::registration).toList();
    Path database = folder.resolve("registry.db");
    byte[] whole = Files.readAllBytes(database);
    int refused = 0;
    for (int at = 0; at < whole.length; at += 97) {
      byte[] flipped = whole.clone();
      flipped[at] ^= 0x10;
      Files.write(database, flipped);
      Files.deleteIfExists(folder.resolve("registry.db-wal"));
      try {
        assertThat(recovered())
            .extracting(Member::registration)
            .as("byte " + at)
            .containsExactlyElementsOf(expected);
      } catch (StoreUnavailable e) {
        refused++;
        assertThat(e).hasMessageContaining("registry.db");
      }
    }
    assertThat(refused).isPositive();
  }

  @Test
  void aMissingRowIsNoticed() throws SQLException {
    fill(3);
    tamper("delete from instance where id = 'i1'");
    assertRefused("should hold 3 instances and holds 2");
  }

  @Test
  void aDamagedRecordIsNamedAmongMany() throws SQLException {
    fill(3000);
    tamper("update instance set document = replace(document, '/bin', '/bim') where id = 'i2718'");
    assertRefused("(the record of instance i2718 is damaged)");
  }

  @Test
  void aFileOfANewerRegistryIsRefused() throws SQLException {
    fill(1);
    tamper("pragma user_version = 99");
    assertRefused("newer registry");
  }

  @Test
  void aFullDiskFailsTheWriteAndNothingElse() throws SQLException {
    fill(3);
    try (SqliteJournal journal = SqliteJournal.in(folder)) {
      journal.recover();
      // The page count is a property of the connection: what SQLite says is what it says on a full
      // disk.
      journal.limitPages(1);
      assertThatThrownBy(() -> fill(journal, 200))
          .isInstanceOf(StoreUnavailable.class)
          .hasMessageContaining("full");

      fill(journal, 200);
    }
    assertThat(recovered()).hasSize(200);
  }

  private void fill(int count) {
    try (SqliteJournal journal = SqliteJournal.in(folder)) {
      journal.recover();
      fill(journal, count);
    }
  }

  private static void fill(Journal journal, int count) {
    List<Entry> entries = new ArrayList<>();
    IntStream.range(0, count)
        .forEach(i -> entries.add(new Entry.Put(member("i" + i, i, Standing.LIVE))));
    journal.write(entries, count);
  }

  private List<Member> recovered() {
    try (SqliteJournal journal = SqliteJournal.in(folder)) {
      return journal.recover().members();
    }
  }

  private void assertRefused(String reason) {
    assertThatThrownBy(this::recovered)
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContaining(folder.resolve("registry.db").toString())
        .hasMessageContaining(reason);
  }

  private void tamper(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("registry.db"));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Member member(String id, long heard, Standing standing) {
    Registration registration =
        Registration.builder(id, "agent", "1", "host-" + heard)
            .tools(
                List.of(
                    Tool.builder("tool").description("x".repeat(300)).command("/bin/true").build()))
            .build();
    return new Member(
        registration,
        NOW,
        standing,
        NOW,
        false,
        heard,
        new Vitals(Lease.granted(NOW, registration.timeToLive())));
  }
}
