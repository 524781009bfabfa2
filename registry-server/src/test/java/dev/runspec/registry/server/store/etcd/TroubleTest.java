package dev.runspec.registry.server.store.etcd;

import static dev.runspec.registry.Samples.agent;
import static dev.runspec.registry.Samples.agentWith;
import static dev.runspec.registry.Samples.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runspec.registry.engine.InstanceStore.Outcome;
import dev.runspec.registry.engine.StoreUnavailable;
import dev.runspec.registry.server.etcd.EtcdCluster;
import dev.runspec.registry.server.process.Until;
import dev.runspec.registry.server.store.etcd.gateway.Etcd;
import dev.runspec.registry.server.store.etcd.gateway.EtcdConfig;
import dev.runspec.registry.server.store.etcd.gateway.EtcdFailure;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be wrong with an etcd. */
class TroubleTest {

  private static final String PREFIX = "/trouble";

  @TempDir Path folder;

  @Test
  void withoutEtcdReadsAndBeatsGoOnAndWritesAreRefused() throws Exception {
    try (EtcdCluster cluster = EtcdCluster.single(folder);
        Replica replica = Replica.on(cluster.endpoints(), PREFIX)) {
      replica.store().register(agentWith("a", "deploy"));
      replica.store().register(agentWith("stale", "deploy"));
      replica.store().deregister(id("stale"));
      assertThat(replica.store().age()).isZero();

      cluster.stopAll();

      assertThatThrownBy(() -> replica.store().register(agent("b").build()))
          .isInstanceOf(StoreUnavailable.class)
          .hasMessage("etcd is out of reach");
      assertThatThrownBy(() -> replica.store().beat(id("stale"), null))
          .isInstanceOf(StoreUnavailable.class);
      assertThatThrownBy(() -> replica.store().beat(id("stranger"), null))
          .isInstanceOf(StoreUnavailable.class);
      assertThat(replica.store().beat(id("a"), null)).isEqualTo(Outcome.DONE);
      assertThat(replica.isLive("a")).isTrue();
      Until.holds("it says that it is cut off", () -> !replica.store().age().isZero());
      Until.holds("it says why", () -> replica.store().trouble() != null);

      cluster.startAll();

      Until.holds("it is well again", () -> replica.store().age().isZero());
      Until.holds("it says so", () -> replica.store().trouble() == null);
      replica.store().register(agent("b").build());
      assertThat(replica.isLive("a") && replica.isLive("b")).isTrue();
    }
  }

  @Test
  void anEtcdThatIsNotThereAtTheStartIsNamed() {
    List<URI> nobody = List.of(URI.create("http://127.0.0.1:1"));

    assertThatThrownBy(() -> Replica.on(nobody, PREFIX).close())
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContaining("http://127.0.0.1:1 does not answer");
  }

  /** As after a back-up was restored: what was written since is gone, and revisions went back. */
  @Test
  void anEtcdThatWentBackIsANewEpoch() throws Exception {
    try (EtcdCluster cluster = EtcdCluster.single(folder);
        Replica replica = Replica.on(cluster.endpoints(), PREFIX)) {
      replica.store().register(agentWith("a", "deploy"));
      String epoch = replica.store().catalog().position().epoch();

      cluster.stopAll();
      cluster.forget();
      cluster.startAll();

      Until.holds("it tells what etcd has", () -> replica.store().catalog().size() == 0);
      assertThat(replica.store().catalog().position().epoch()).isNotEqualTo(epoch);
      replica.store().register(agentWith("b", "deploy"));
      try (Replica late = Replica.on(cluster.endpoints(), PREFIX)) {
        assertThat(late.told()).isEqualTo(replica.told());
      }
    }
  }

  @Test
  void whenEtcdIsFullTheDeadAreStillToldFromTheLiving() throws Exception {
    try (EtcdCluster cluster = EtcdCluster.single(folder, "--quota-backend-bytes", "4194304");
        Replica replica = Replica.on(cluster.endpoints(), PREFIX)) {
      replica.store().register(agent("a").heartbeatInterval(Duration.ofSeconds(1)).build());
      fill(cluster);

      assertThatThrownBy(() -> replica.store().register(agent("b").build()))
          .isInstanceOf(StoreUnavailable.class)
          .hasMessage("etcd is full");

      Until.holds("the end of its lease", () -> !replica.isLive("a"));
      Until.holds("it says why", () -> replica.store().trouble() != null);
      assertThat(replica.store().trouble()).contains("space exceeded");
      Until.holds("it is up to date", () -> replica.store().age().isZero());
    }
  }

  private static void fill(EtcdCluster cluster) {
    byte[] noise = new byte[1 << 20];
    new Random(1).nextBytes(noise);
    try (Etcd etcd = new Etcd(EtcdConfig.of(cluster.endpoints(), "/other"))) {
      for (int i = 0; i < 16; i++) {
        long unused = etcd.put("/other/" + i, noise, 0);
      }
      throw new AssertionError("etcd takes whatever comes");
    } catch (EtcdFailure full) {
      assertThat(full.kind()).isEqualTo(EtcdFailure.Kind.FULL);
    }
  }

  @Test
  void whoMustLogInDoes() throws Exception {
    Path password = Files.writeString(folder.resolve("password"), "secret\n");
    try (EtcdCluster cluster = EtcdCluster.single(folder, "--auth-token-ttl", "2")) {
      protect(cluster);
      EtcdConfig open = EtcdConfig.of(cluster.endpoints(), PREFIX);
      Optional<Path> none = Optional.empty();
      EtcdConfig known =
          new EtcdConfig(
              cluster.endpoints(),
              none,
              none,
              none,
              Optional.of("registry"),
              Optional.of(password),
              PREFIX);

      assertThatThrownBy(() -> Replica.with(open).close())
          .isInstanceOf(StoreUnavailable.class)
          .hasMessageContaining("etcd says");
      try (Replica replica = Replica.with(known)) {
        replica.store().register(agent("a").heartbeatInterval(Duration.ofSeconds(1)).build());
        Until.holds("the end of its lease", () -> !replica.isLive("a")); // and of the token
        assertThat(replica.store().beat(id("a"), null)).isEqualTo(Outcome.DONE);
        assertThat(replica.isLive("a")).isTrue();
      }
      Files.writeString(password, "wrong");
      assertThatThrownBy(() -> Replica.with(known).close())
          .isInstanceOf(StoreUnavailable.class)
          .hasMessageContaining("user registry cannot log in")
          .hasMessageNotContaining("wrong\"");
    }
  }

  private static void protect(EtcdCluster cluster) throws Exception {
    cluster.ask("/v3/auth/user/add", "{\"name\":\"root\",\"password\":\"r\"}");
    cluster.ask("/v3/auth/role/add", "{\"name\":\"root\"}");
    cluster.ask("/v3/auth/user/grant", "{\"user\":\"root\",\"role\":\"root\"}");
    cluster.ask("/v3/auth/user/add", "{\"name\":\"registry\",\"password\":\"secret\"}");
    cluster.ask("/v3/auth/role/add", "{\"name\":\"registry\"}");
    cluster.ask(
        "/v3/auth/role/grant",
        "{\"name\":\"registry\",\"perm\":{\"permType\":\"READWRITE\",\"key\":\"L3Ryb3VibGUv\",\"range_end\":\"L3Ryb3VibGUw\"}}");
    cluster.ask("/v3/auth/user/grant", "{\"user\":\"registry\",\"role\":\"registry\"}");
    cluster.ask("/v3/auth/enable", "{}");
  }
}
