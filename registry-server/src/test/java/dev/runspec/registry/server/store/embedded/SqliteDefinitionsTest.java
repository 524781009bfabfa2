package dev.runspec.registry.server.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runspec.registry.InstanceId;
import dev.runspec.registry.Registration;
import dev.runspec.registry.Tool;
import dev.runspec.registry.catalog.Member;
import dev.runspec.registry.engine.Journal.Entry;
import dev.runspec.registry.engine.StoreUnavailable;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Equal definitions are kept once, and as long as anybody names them. */
class SqliteDefinitionsTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678901Z");

  @TempDir Path folder;
  private SqliteJournal journal;
  private RegistryFile file;

  @BeforeEach
  void open() {
    journal = SqliteJournal.in(folder);
    journal.recover();
    file = RegistryFile.in(folder);
  }

  @AfterEach
  void close() {
    journal.close();
  }

  @Test
  void equalDefinitionsAreKeptOnceHoweverTheirToolsAreRun() throws SQLException {
    write(put("a", "deploy"));
    write(put("b", List.of(tool("deploy", "/opt/deploy"), tool("deploy", "/opt/deploy"))));
    write(put("c", "deploy"), put("d", "backup"));

    assertThat(file.kept()).containsExactlyElementsOf(hashes("backup", "deploy"));
    assertThat(file.select("select document from instance").toString())
        .contains("/bin/deploy", "/opt/deploy")
        .doesNotContain("inputSchema");
    assertThat(recovered().get("b"))
        .containsExactly(tool("deploy", "/opt/deploy"), tool("deploy", "/opt/deploy"));
  }

  @Test
  void theLastThatNamesADefinitionTakesItAlong() throws SQLException {
    write(put("a", "deploy", "deploy", "backup"), put("b", "deploy"));

    write(remove("a"));
    assertThat(file.kept()).isEqualTo(hashes("deploy"));
    write(remove("b"), remove("never"));
    assertThat(file.kept()).isEmpty();
  }

  @Test
  void toolsThatAreReplacedTakeTheirDefinitionsAlong() throws SQLException {
    write(put("a", "deploy", "backup"), put("b", "backup"));

    write(put("a", "restore"));
    assertThat(file.kept()).isEqualTo(hashes("backup", "restore"));
    write(put("b"));
    assertThat(file.kept()).isEqualTo(hashes("restore"));
    write(new Entry.Put(member("a", null)));
    assertThat(file.kept()).isEmpty();
  }

  @Test
  void whatPassesFromOneToAnotherInOneTransactionStays() throws SQLException {
    write(put("a", "deploy"));

    write(remove("a"), put("b", "deploy"));
    assertThat(file.kept()).isEqualTo(hashes("deploy"));
    write(put("b", "backup"), put("c", "deploy"));
    assertThat(file.kept()).isEqualTo(hashes("backup", "deploy"));
    write(put("d", "restore"), remove("d"));
    assertThat(file.kept()).isEqualTo(hashes("backup", "deploy"));
  }

  @Test
  void aMarkAndTheSameRecordAgainChangeNothing() throws SQLException {
    write(put("a", "deploy"), put("b", "deploy"));

    write(new Entry.Mark(member("a", tools("deploy")).draining(true)), put("b", "deploy"));
    assertThat(file.kept()).isEqualTo(hashes("deploy"));
    write(remove("a"));
    assertThat(file.kept()).isEqualTo(hashes("deploy"));
  }

  @Test
  void whoNamesWhatIsKnownAgainAfterARestart() throws SQLException {
    write(put("a", "deploy", "backup"), put("b", "deploy"));
    close();
    open();

    write(put("a", "restore"));
    assertThat(file.kept()).isEqualTo(hashes("deploy", "restore"));
    write(remove("b"));
    assertThat(file.kept()).isEqualTo(hashes("restore"));
  }

  @Test
  void aWriteThatFailedCountsForNothing() throws SQLException {
    write(put("a", "deploy"), put("b", "deploy"));

    journal.limitPages(1);
    assertThatThrownBy(() -> write(put("a", "backup"), remove("b"), put("c", large(50))))
        .isInstanceOf(StoreUnavailable.class);

    write(put("d", "restore"));
    assertThat(file.kept()).isEqualTo(hashes("deploy", "restore"));
    write(remove("a"), remove("d"));
    assertThat(file.kept()).isEqualTo(hashes("deploy"));
    write(put("b", "backup"));
    assertThat(file.kept()).isEqualTo(hashes("backup"));
  }

  /** SQLite may report a failure of what the disk has nevertheless. */
  @Test
  void aWriteThatFailedAndIsThereCounts() throws SQLException {
    write(put("a", "deploy"));
    journal.limitPages(1);
    assertThatThrownBy(() -> write(put("a", "backup"), put("c", large(50))))
        .isInstanceOf(StoreUnavailable.class);
    try (Database other = Database.open(file.file(), false)) {
      other.begin();
      other.put(Row.of(member("a", tools("backup"))));
      other.putDefinition(tool("backup", "any").definition());
      other.removeDefinition(tool("deploy", "any").definition());
      other.commit();
    }

    write(put("b", "deploy"));
    assertThat(file.kept()).isEqualTo(hashes("backup", "deploy"));
    write(remove("a"));
    assertThat(file.kept()).isEqualTo(hashes("deploy"));
  }

  @Test
  void whateverIsWrittenOrFailsTheFileKeepsWhatItsRecordsName() throws SQLException {
    Random random = new Random(20260304);
    for (int round = 0; round < 300; round++) {
      List<Entry> entries = new ArrayList<>();
      for (String id : List.of("a", "b", "c", "d")) {
        switch (random.nextInt(4)) {
          case 0 -> entries.add(remove(id));
          case 1 -> {
            String[] names = new String[random.nextInt(4)];
            Arrays.setAll(names, at -> "tool-" + random.nextInt(6));
            entries.add(put(id, names));
          }
          default -> {}
        }
      }
      if (random.nextInt(5) == 0) {
        journal.limitPages(1);
        entries.add(put("large", large(100)));
        assertThatThrownBy(() -> journal.write(entries, 1)).isInstanceOf(StoreUnavailable.class);
      } else {
        journal.write(entries, 1);
      }
      assertThat(file.kept()).as("round %d", round).isEqualTo(file.named());
      if (random.nextInt(20) == 0) {
        close();
        open();
      }
    }
  }

  @Test
  void aMissingDefinitionIsDamageOfTheInstanceThatNamesIt() throws SQLException {
    write(put("a", "deploy"), put("some instance", "deploy", "backup"));
    close();
    String hash = tool("backup", "any").definition().hash();
    file.execute("delete from definition where hash = '" + hash + "'");

    assertRefused(
        "registry.db is damaged (the record of instance some instance cannot be read: /tools/1:"
            + " there is no definition "
            + hash);
  }

  @Test
  void aDamagedDefinitionIsNamed() throws SQLException {
    write(put("a", "deploy"));
    close();
    file.execute("update definition set document = replace(document, 'Does', 'Done')");
    assertRefused("the definition " + hashes("deploy").get(0) + " is damaged");
    file.execute("update definition set document = substr(document, 2)");
    assertRefused("the definition " + hashes("deploy").get(0) + " cannot be read: ");
  }

  @Test
  void whatNobodyNamesIsRemovedAtTheStart() throws SQLException {
    write(put("a", "deploy"));
    close();
    Tool stray = tool("backup", "any");
    file.execute(
        "insert into definition values ('%s', '%s')"
            .formatted(stray.definition().hash(), stray.definition().document()));

    open();

    assertThat(file.kept()).isEqualTo(hashes("deploy"));
  }

  private void assertRefused(String reason) {
    assertThatThrownBy(this::open)
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContaining(file.file().toString())
        .hasMessageContaining(reason);
  }

  private void write(Entry... entries) {
    journal.write(List.of(entries), 1);
  }

  /** Whose tools a new start finds. */
  private Map<String, List<Tool>> recovered() {
    close();
    journal = SqliteJournal.in(folder);
    Map<String, List<Tool>> recovered = new TreeMap<>();
    journal
        .recover()
        .members()
        .forEach(
            member -> recovered.put(member.id().value(), member.registration().publishedTools()));
    return recovered;
  }

  private static Entry put(String id, String... tools) {
    return put(id, tools(tools));
  }

  private static Entry put(String id, List<Tool> tools) {
    return new Entry.Put(member(id, tools));
  }

  private static Entry remove(String id) {
    return new Entry.Remove(new InstanceId(id));
  }

  private static Member member(String id, @Nullable List<Tool> tools) {
    return Member.registered(
        Registration.builder(id, "agent", "1", "host").tools(tools).build(), NOW);
  }

  private static List<Tool> tools(String... names) {
    return Arrays.stream(names).map(name -> tool(name, "/bin/" + name)).toList();
  }

  private static Tool tool(String name, String command) {
    return Tool.builder(name).description("Does " + name).command(command).build();
  }

  /** So many tools that are large. */
  private static List<Tool> large(int count) {
    return IntStream.range(0, count)
        .mapToObj(at -> Tool.builder("large-" + at).description("x".repeat(2000)).build())
        .toList();
  }

  private static List<String> hashes(String... names) {
    return tools(names).stream().map(tool -> tool.definition().hash()).sorted().toList();
  }
}
