package dev.runspec.registry.server.store.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.Registration;
import dev.runspec.registry.Tool;
import dev.runspec.registry.catalog.Member;
import dev.runspec.registry.engine.Journal;
import dev.runspec.registry.engine.Journal.Entry;
import dev.runspec.registry.engine.StoreUnavailable;
import dev.runspec.registry.json.RegistrationJson;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of files of other releases. */
class SchemaTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678901Z");
  private static final long NOW_MICROS = ChronoUnit.MICROS.between(Instant.EPOCH, NOW);

  private static final String[] FORMAT_1 = {
    """
    create table instance (
      id text primary key,
      document text not null,
      document_sum integer not null,
      registered_at integer not null,
      heard integer not null,
      last_heard integer not null,
      standing text not null,
      since integer not null,
      draining integer not null,
      status_sum integer not null
    )
    """,
    "create table number (name text primary key, value integer not null)",
    "insert into number values ('instances', 0), ('revision', 7000000)",
    "pragma user_version = 1"
  };

  private static final Tool ODD =
      Tool.builder(" \u0000 ünïcode/文 '\"")
          .description("\u2028")
          .member("x-n", new JsonDocument("[18446744073709551617,1e-07,-0,1.0]"))
          .command("\ud83d\ude80")
          .runAs("")
          .build();

  @TempDir Path folder;
  private RegistryFile file;

  @BeforeEach
  void mark() throws Exception {
    file = RegistryFile.in(folder);
    Files.writeString(folder.resolve("README.txt"), "there is data");
  }

  @Test
  void aFileOfFormat1IsBroughtToFormat2WithAllThatItHolds() throws SQLException {
    Registration odd =
        Registration.builder("\u0000 id", "web", "1", "h1")
            .labels(Map.of("env", "prod"))
            .toolsHash("fingerprint")
            .tools(List.of(ODD, tool("deploy"), tool("deploy")))
            .build();
    Registration same = agent("b").tools(List.of(tool("deploy"))).build();
    Registration none = agent("c").tools(List.of()).build();
    Registration unsaid = agent("d").build();
    makeFormat1(odd, same, none, unsaid);

    try (SqliteJournal journal = SqliteJournal.in(folder)) {
      Journal.Recovered recovered = journal.recover();
      assertThat(recovered.revision()).isEqualTo(7_000_000);
      assertThat(recovered.members())
          .extracting(Member::registration)
          .containsExactly(odd, same, none, unsaid);
      assertThat(recovered.members())
          .allSatisfy(
              member -> {
                assertThat(member.standing()).isEqualTo(Member.Standing.STALE);
                assertThat(member.registeredAt()).isEqualTo(NOW);
                assertThat(member.isDraining()).isTrue();
              });
      assertThat(recovered.members().get(0).registration().publishedTools().get(0).document())
          .isEqualTo(ODD.document());
      assertThat(file.kept()).hasSize(2).isEqualTo(file.named());

      journal.write(List.of(new Entry.Remove(odd.id()), new Entry.Remove(same.id())), 7_000_001);
      assertThat(file.kept()).isEmpty();
    }
    assertThat(file.select("pragma user_version")).containsExactly("2");
    try (SqliteJournal journal = SqliteJournal.in(folder)) {
      assertThat(journal.recover().members()).hasSize(2);
    }
  }

  @Test
  void manyInstancesOfFormat1ComeAlong() throws SQLException {
    makeFormat1(
        IntStream.range(0, 2500)
            .mapToObj(at -> agent("i" + at).tools(List.of(tool("tool-" + at % 10))).build())
            .toArray(Registration[]::new));

    try (SqliteJournal journal = SqliteJournal.in(folder)) {
      assertThat(journal.recover().members()).hasSize(2500);
    }
    assertThat(file.kept()).hasSize(10).isEqualTo(file.named());
  }

  @Test
  void aDamagedRecordOfFormat1IsNamedAndTheFileStaysAsItIs() throws SQLException {
    makeFormat1(
        agent("a").tools(List.of(tool("deploy"))).build(),
        agent("b").tools(List.of(tool("deploy"))).build());
    file.execute("update instance set document = replace(document, '/bin', '/bim') where id = 'b'");

    assertRefused("registry.db is damaged (the record of instance b is damaged)");

    assertThat(file.select("pragma user_version")).containsExactly("1");
    assertThat(file.select("select name from sqlite_schema where name = 'definition'")).isEmpty();
    assertThat(file.select("select document from instance where id = 'a'").toString())
        .contains("inputSchema");
  }

  @Test
  void aFileOfANewerRegistryIsRefused() throws SQLException {
    makeFormat1();
    file.execute("pragma user_version = 3");

    assertRefused("it was written by a newer registry (format 3, this one knows 2)");
  }

  private void assertRefused(String reason) {
    assertThatThrownBy(
            () -> {
              try (SqliteJournal journal = SqliteJournal.in(folder)) {
                journal.recover();
              }
            })
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContaining(file.file().toString())
        .hasMessageContaining(reason);
  }

  /** A file as the first release wrote it. */
  private void makeFormat1(Registration... registrations) throws SQLException {
    SqliteJournal.in(folder).close(); // for the driver's library to be there
    file.execute("pragma journal_mode = wal");
    file.execute(FORMAT_1);
    try (Connection connection = file.connect();
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into instance values (?, ?, ?, ?, ?, ?, 'STALE', ?, 1, ?)")) {
      connection.setAutoCommit(false);
      for (int at = 0; at < registrations.length; at++) {
        String id = registrations[at].id().value();
        byte[] json = RegistrationJson.write(registrations[at]);
        insert.setString(1, id);
        insert.setString(2, new String(json, UTF_8));
        insert.setLong(3, sum(id, json));
        insert.setLong(4, NOW_MICROS);
        insert.setLong(5, at);
        insert.setLong(6, NOW_MICROS);
        insert.setLong(7, NOW_MICROS);
        insert.setLong(8, sum(id, status(at)));
        insert.executeUpdate();
      }
      connection.commit();
    }
    file.execute("update number set value = " + registrations.length + " where name = 'instances'");
  }

  private static byte[] status(long heard) {
    byte[] standing = "STALE".getBytes(UTF_8);
    return ByteBuffer.allocate(4 * Long.BYTES + Integer.BYTES + standing.length)
        .putLong(NOW_MICROS)
        .putLong(heard)
        .putLong(NOW_MICROS)
        .putLong(NOW_MICROS)
        .putInt(1)
        .put(standing)
        .array();
  }

  private static long sum(String id, byte[] rest) {
    CRC32C sum = new CRC32C();
    sum.update(id.getBytes(UTF_8));
    sum.update(0);
    sum.update(rest);
    return sum.getValue();
  }

  private static Registration.Builder agent(String id) {
    return Registration.builder(id, "agent", "1", "host");
  }

  private static Tool tool(String name) {
    return Tool.builder(name).description("Does " + name).command("/bin/" + name).build();
  }
}
