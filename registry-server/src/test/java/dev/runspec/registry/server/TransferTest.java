package dev.runspec.registry.server;

import static dev.runspec.registry.Samples.agent;
import static dev.runspec.registry.Samples.agentWith;
import static dev.runspec.registry.Samples.id;
import static dev.runspec.registry.Samples.signature;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runspec.registry.HandClock;
import dev.runspec.registry.catalog.Member;
import dev.runspec.registry.engine.Feed;
import dev.runspec.registry.engine.LocalStore;
import dev.runspec.registry.engine.StepwiseStore;
import dev.runspec.registry.server.etcd.EtcdCluster;
import dev.runspec.registry.server.store.embedded.SqliteJournal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the folder of an embedded store to etcd, and back. */
class TransferTest {

  @TempDir Path folder;

  private final HandClock clock = HandClock.atNoon();

  @Test
  void everythingMovesToEtcdAndBackAsItStood() throws Exception {
    Path source = folder.resolve("source");
    List<Member> members;
    try (StepwiseStore store = embedded(source)) {
      store.register(agentWith("live", "deploy", "backup").signed(signature(7)));
      store.register(agent("drained").labels(Map.of("env", "prod")).build());
      store.drain(id("drained"));
      store.register(agentWith("gone", "deploy"));
      store.deregister(id("gone"));
      members = store.catalog().members();
    }
    try (EtcdCluster etcd = EtcdCluster.single(folder)) {
      assertThat(moved("import", "--from", source, etcd))
          .isEqualTo("imported 3 instances from " + source);
      assertThat(moved("import", "--from", source, etcd))
          .endsWith(
              "imported 0 instances from "
                  + source
                  + "; 3 were there already and stay as they are");
      Path target = folder.resolve("target");
      assertThat(moved("export", "--to", target, etcd))
          .isEqualTo("exported 3 instances to " + target);

      try (StepwiseStore store = embedded(target)) {
        assertThat(store.catalog().members())
            .usingRecursiveComparison()
            .ignoringFields("vitals", "registration")
            .isEqualTo(members);
        assertThat(store.catalog().members())
            .extracting(Member::registration)
            .isEqualTo(members.stream().map(Member::registration).toList());
      }
      assertThatThrownBy(() -> moved("export", "--to", target, etcd))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("expected an empty folder");
    }
  }

  @Test
  void aFolderWithoutDataIsNamed() {
    assertThatThrownBy(
            () -> Transfer.run(move("import", "--from", folder.toString(), "--store", "memory")))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("there is no registry.db in " + folder);
  }

  @Test
  void withoutAFolderItIsAskedFor() {
    assertThatThrownBy(() -> move("import", "--store", "memory"))
        .isInstanceOf(UsageException.class)
        .hasMessage("import needs a folder: --from FOLDER");
    assertThatThrownBy(() -> move("export", "--from", "x"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("unknown argument '--from'");
  }

  private String moved(String way, String flag, Path data, EtcdCluster etcd) {
    return Transfer.run(
        move(
            way,
            flag,
            data.toString(),
            "--store",
            "etcd",
            "--etcd-endpoints",
            etcd.endpointList()));
  }

  private ServerConfig.Move move(String... arguments) {
    return (ServerConfig.Move)
        ServerConfig.parse(List.of(arguments), Map.of(), new Properties(), folder);
  }

  private StepwiseStore embedded(Path data) {
    StepwiseStore store = new LocalStore(SqliteJournal.in(data), clock);
    store.open(new Feed());
    return store;
  }
}
