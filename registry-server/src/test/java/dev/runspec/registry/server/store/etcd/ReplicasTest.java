package dev.runspec.registry.server.store.etcd;

import static dev.runspec.registry.Samples.agent;
import static dev.runspec.registry.Samples.agentWith;
import static dev.runspec.registry.Samples.id;
import static dev.runspec.registry.Samples.tools;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.Registration;
import dev.runspec.registry.Tool;
import dev.runspec.registry.engine.InstanceStore.Outcome;
import dev.runspec.registry.engine.StoreUnavailable;
import dev.runspec.registry.server.etcd.EtcdCluster;
import dev.runspec.registry.server.process.Until;
import dev.runspec.registry.server.store.etcd.gateway.Etcd;
import dev.runspec.registry.server.store.etcd.gateway.EtcdConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several replicas on one etcd are one registry. */
class ReplicasTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private static @TempDir Path folder;
  private static EtcdCluster cluster;
  private static int tests;

  private final String prefix = "/replicas" + tests++;
  private Replica one;
  private Replica other;

  @BeforeAll
  static void startEtcd() throws Exception {
    cluster = EtcdCluster.single(folder);
  }

  @AfterAll
  static void stopEtcd() {
    cluster.close();
  }

  @BeforeEach
  void open() {
    one = replica();
    other = replica();
  }

  @AfterEach
  void close() {
    one.close();
    other.close();
  }

  private Replica replica() {
    return Replica.on(cluster.endpoints(), prefix);
  }

  @Test
  void whatOneTookTheOtherTellsInTheSameWords() throws Exception {
    one.store().register(agentWith("a", "deploy"));
    other.store().register(agentWith("b", "deploy", "backup"));
    one.store().drain(id("b"));
    other.store().deregister(id("a"));
    one.catchUpWith(other);
    other.catchUpWith(one);

    assertThat(one.told()).isEqualTo(other.told()).contains("\"draining\"", "\"gone\"");
    assertThat(one.store().catalog().position()).isEqualTo(other.store().catalog().position());
    try (Replica late = replica()) {
      assertThat(late.told()).isEqualTo(one.told());
      assertThat(late.store().catalog().position().epoch())
          .isEqualTo(one.store().catalog().position().epoch());
    }
  }

  @Test
  void aWriteFindsWhatAnotherReplicaTookJustNow() {
    for (int round = 0; round < 30; round++) {
      String id = "a" + round;
      one.store().register(agent(id).build());
      assertThat(other.store().publish(id(id), tools("deploy"), "h")).isEqualTo(Outcome.DONE);
      assertThat(one.store().beat(id(id), null)).isEqualTo(Outcome.DONE);
      assertThat(other.store().drain(id(id))).isEqualTo(Outcome.DONE);
      assertThat(one.store().undrain(id(id))).isEqualTo(Outcome.DONE);
      assertThat(other.store().deregister(id(id))).isEqualTo(Outcome.DONE);
    }
    assertThat(one.store().beat(id("stranger"), null)).isEqualTo(Outcome.UNKNOWN);
  }

  @Test
  void aBeatAtAnyReplicaIsOneForAll() throws Exception {
    one.store().register(agent("a").heartbeatInterval(Duration.ofSeconds(3)).build());
    other.catchUpWith(one);
    one.close();

    long end = System.nanoTime() + Duration.ofSeconds(11).toNanos();
    Until.holds(
        "it lived for longer than its time",
        () -> {
          assertThat(other.isLive("a")).isTrue();
          other.store().beat(id("a"), new JsonDocument("{\"load\":1}"));
          return System.nanoTime() - end > 0;
        });

    one = replica();
    assertThat(one.isLive("a")).isTrue();
    Until.holds("the end of its lease", () -> !other.isLive("a"));
  }

  @Test
  void whenOneIsHeardOfIsToldByAll() throws Exception {
    one.store().register(agent("a").build());
    other.catchUpWith(one);

    one.store().beat(id("a"), new JsonDocument("{\"load\":1}"));

    Until.holds("all tell the same", () -> one.told().equals(other.told()));
    assertThat(other.told()).contains("{\"load\":1}");
  }

  @Test
  void sinceWhenOneIsStaleIsToldAlikeAndKnownToLaterReplicas() throws Exception {
    one.store().register(agent("a").heartbeatInterval(SECOND).build());
    Until.holds("the end of its lease", () -> other.member("a") != null && !other.isLive("a"));
    Until.holds("all tell the same", () -> one.told().equals(other.told()));

    try (Replica late = replica()) {
      Until.holds("a late one tells it, too", () -> late.told().equals(one.told()));
    }
  }

  @Test
  void aListOfToolsOfAnySizeFits() throws Exception {
    Random random = new Random(7);
    List<Tool> tools = new ArrayList<>();
    for (int i = 0; i < 6000; i++) {
      byte[] noise = new byte[300];
      random.nextBytes(noise);
      tools.add(Tool.builder("tool-" + i % 3).command(HexFormat.of().formatHex(noise)).build());
    }
    byte[] large = new byte[500_000];
    StringBuilder array = new StringBuilder("[0");
    for (int i = 0; i < 3; i++) {
      random.nextBytes(large);
      array.append(",\"").append(HexFormat.of().formatHex(large)).append('"');
    }
    tools.add(Tool.builder("large").member("x-n", new JsonDocument(array + "]")).build());
    Registration registration = agent("a").tools(tools).build();

    one.store().register(registration);

    other.catchUpWith(one);
    assertThat(other.registration("a")).isEqualTo(registration);
    try (Replica late = replica()) {
      assertThat(late.registration("a")).isEqualTo(registration);
    }
    one.store().register(agent("a").build());
    assertThat(one.store().collect() + one.store().collect()).isEqualTo(5);
    assertThat(keys("/d/") + keys("/b/") + keys("/p/")).isZero();
  }

  @Test
  void equalDefinitionsAreKeptOnceAndGoWithTheLastWhoHasThem() throws Exception {
    for (int i = 0; i < 5; i++) {
      one.store().register(agentWith("a" + i, "deploy", "backup"));
    }
    assertThat(keys("/d/")).isEqualTo(2);
    one.store().register(agentWith("a0", "deploy"));
    assertThat(one.store().collect() + one.store().collect()).isZero();

    for (int i = 1; i < 5; i++) {
      other.store().publish(id("a" + i), List.of(), null);
    }
    one.catchUpWith(other);
    assertThat(one.store().collect()).isZero();
    assertThat(one.store().collect()).isEqualTo(1);
    assertThat(keys("/d/")).isEqualTo(1);
  }

  /** Who has it again while it is about to go keeps it. */
  @Test
  void aDefinitionThatIsCollectedMayComeBackAtAnyMoment() throws Exception {
    Thread collecting =
        Thread.ofVirtual()
            .start(
                () -> {
                  while (!Thread.currentThread().isInterrupted()) {
                    try {
                      int unused = other.store().collect();
                    } catch (InterruptedException e) {
                      return;
                    } catch (RuntimeException e) {
                      // the end of the test came between
                    }
                  }
                });
    for (int round = 0; round < 25; round++) {
      one.store().register(agentWith("a", "deploy", "tool-" + round));
      one.store().register(agent("a").build());
      one.store().publish(id("a"), tools("deploy", "tool-" + round), null);
    }
    collecting.interrupt();
    collecting.join();

    try (Replica late = replica()) {
      assertThat(late.registration("a").publishedTools()).isEqualTo(tools("deploy", "tool-24"));
    }
  }

  @Test
  void othersMayLiveOnTheSameEtcd() throws Exception {
    try (Replica neighbour = Replica.on(cluster.endpoints(), prefix + "-2")) {
      for (int i = 0; i < 20; i++) {
        neighbour.store().register(agent("n" + i).build());
        one.store().register(agent("a" + i).build());
      }
      assertThat(neighbour.store().catalog().size()).isEqualTo(20);
      assertThat(one.store().catalog().size()).isEqualTo(20);
    }
  }

  @Test
  void aRecordThatCannotBeReadIsRefusedByItsName() throws Exception {
    one.store().register(agentWith("a", "deploy"));
    try (Etcd etcd = new Etcd(EtcdConfig.of(cluster.endpoints(), prefix))) {
      long unused = etcd.put(prefix + "/i/a", "nonsense".getBytes(StandardCharsets.US_ASCII), 0);

      cluster.compact(cluster.revision()); // nothing of before can be read

      assertThatThrownBy(this::replica)
          .isInstanceOf(StoreUnavailable.class)
          .hasMessageContaining(prefix + "/i/a");
      unused = etcd.put(prefix + "/x", new byte[0], 0);
    }
    assertThat(one.registration("a")).isEqualTo(agentWith("a", "deploy"));
    one.store().register(agentWith("b", "deploy"));
  }

  private long keys(String kind) {
    List<String> found = new ArrayList<>();
    try (Etcd etcd = new Etcd(EtcdConfig.of(cluster.endpoints(), prefix))) {
      long now = etcd.get(prefix + "/epoch").revision();
      etcd.list(prefix + kind, now, page -> page.forEach(each -> found.add(each.key())));
    }
    return found.size();
  }
}
