package dev.runspec.registry.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.InstanceId;
import dev.runspec.registry.Registration;
import dev.runspec.registry.Tool;
import dev.runspec.registry.ToolName;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory goes through what happens to registries and networks, with the real server. */
class DirectoryRecoveryTest {

  private static final ToolName DEPLOY = new ToolName("deploy");

  @TempDir private Path folder;
  private final HandCrank time = new HandCrank();
  private final DirectoryDiary diary = new DirectoryDiary();
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void closeAll() throws Exception {
    for (int last = open.size() - 1; last >= 0; last--) {
      open.get(last).close();
    }
  }

  private <T extends AutoCloseable> T opened(T one) {
    open.add(one);
    return one;
  }

  private RegistryClient client(URI address) {
    return opened(
        RegistryClient.builder(address).clock(time).pacer(time).random(() -> 1L << 63).build());
  }

  private static Registration agent(String host, String... tools) {
    return Registration.builder("of-" + host, "shop", "1", host)
        .tools(List.of(tools).stream().map(name -> Tool.builder(name).build()).toList())
        .build();
  }

  private static void assertSame(ToolDirectory directory, RegistryClient registry) {
    assertThat(directory.tools()).isEqualTo(registry.tools());
    assertThat(directory.tools(Liveness.ALL)).isEqualTo(registry.tools(Liveness.ALL));
    assertThat(directory.hosts()).isEqualTo(registry.hosts());
    assertThat(directory.hosts(Liveness.ALL)).isEqualTo(registry.hosts(Liveness.ALL));
    assertThat(directory.instances())
        .usingRecursiveComparison()
        .ignoringFields("lastSeen", "expiresAt")
        .isEqualTo(registry.instances());
  }

  @Test
  void itAnswersAsTheRegistryDoesAndTellsWhatChanges() throws Exception {
    RealServer server = opened(RealServer.start(folder));
    RegistryClient registry = client(server.uri());
    registry.register(agent("web-01", "deploy", "backup"));
    ToolDirectory directory = registry.directory().listener(diary).start();

    assertThat(directory.awaitLoaded(Duration.ofSeconds(30))).isTrue();
    diary.assertNext("CONNECTING", "added backup [web-01]", "added deploy [web-01]", "LIVE");
    assertSame(directory, registry);

    registry.register(agent("web-02", "deploy"));
    diary.assertNext("changed deploy [web-01] [web-01, web-02]");
    assertSame(directory, registry);
    assertThat(directory.hostsOf(DEPLOY)).hasSize(2);
    assertThat(directory.tool(DEPLOY)).isPresent();
    assertThat(directory.instance(new InstanceId("of-web-02"))).isPresent();
    assertThat(directory.instance(new InstanceId("nobody"))).isEmpty();

    registry.drain(new InstanceId("of-web-01"));
    diary.assertNext("removed backup", "changed deploy [web-01, web-02] [web-02]");
    assertSame(directory, registry);
    registry.publish(new InstanceId("of-web-02"), List.of(), null);
    diary.assertNext("removed deploy");
    registry.undrain(new InstanceId("of-web-01"));
    diary.assertNext("added backup [web-01]", "added deploy [web-01]");
    registry.deregister(new InstanceId("of-web-01"));
    diary.assertNext("removed backup", "removed deploy");
    assertSame(directory, registry);
    assertThat(directory.hostsOf(DEPLOY)).isEmpty();
    assertThat(directory.tool(DEPLOY, Liveness.ALL)).isPresent();
    assertThat(directory.state()).isEqualTo(DirectoryState.LIVE);
    assertThat(directory.age()).contains(Duration.ZERO);
    diary.assertNothing();
  }

  @Test
  void aRestartedRegistryIsReadAfresh() throws Exception {
    RealServer server = opened(RealServer.start(folder));
    RegistryClient registry = client(server.uri());
    registry.register(agent("web-01", "deploy"));
    ToolDirectory directory = registry.directory().listener(diary).start();
    diary.awaitEntry("LIVE");

    server.stop();
    diary.awaitEntry("RECONNECTING", time);
    assertThat(diary.causes()).last().isInstanceOf(RegistryUnreachable.class);
    assertThat(directory.hostsOf(DEPLOY)).hasSize(1);
    server.startAgain();
    client(server.uri()).register(agent("web-02", "deploy"));

    diary.awaitEntry("REREADING", time);
    diary.awaitEntry("changed deploy [web-01] [web-01, web-02]", time);
    diary.assertNext("LIVE");
    assertSame(directory, registry);
  }

  @Test
  void whileTheRegistryIsAwayItAnswersAndSaysHowOldThatIs() throws Exception {
    RealServer server = opened(RealServer.start(folder));
    Proxy proxy = opened(Proxy.before(server.port()));
    RegistryClient registry = client(proxy.uri());
    registry.register(agent("web-01", "deploy"));
    ToolDirectory directory = registry.directory().listener(diary).start();
    diary.awaitEntry("LIVE");

    proxy.shut();
    diary.assertNext("RECONNECTING");
    for (int second = 0; second < 60; second++) {
      time.turn(Duration.ofSeconds(1));
    }
    client(server.uri()).register(agent("web-02", "deploy"));

    assertThat(directory.hostsOf(DEPLOY)).hasSize(1);
    assertThat(directory.age()).contains(Duration.ofSeconds(60));
    assertThat(directory.state()).isEqualTo(DirectoryState.RECONNECTING);
    assertThat(directory.state().isConnected()).isFalse();

    proxy.open();
    diary.awaitEntry(
        "LIVE",
        () -> {
          if (!directory.state().isConnected()) {
            time.passPauseOfAtMost(Duration.ofSeconds(30)); // it may be between two attempts
          }
        });
    assertThat(directory.age()).contains(Duration.ZERO);
    assertSame(directory, registry);
  }

  @Test
  void aRegistryThatLostItsDataIsNotBelievedUntilItsAgentsAreBack() throws Exception {
    RealServer server = opened(RealServer.startForgetful(folder));
    RegistryClient registry = client(server.uri());
    registry.register(agent("web-01", "deploy"));
    registry.register(agent("web-02", "deploy"));
    ToolDirectory directory = registry.directory().listener(diary).start();
    diary.awaitEntry("LIVE");

    server.stop();
    server.startAgain();
    diary.awaitEntry("EMPTIED", time);
    assertThat(directory.hostsOf(DEPLOY)).hasSize(2);

    registry.register(agent("web-01", "deploy", "backup"));
    diary.assertNext("added backup [web-01]");
    assertThat(directory.hostsOf(DEPLOY)).hasSize(2);
    registry.register(agent("web-02", "deploy"));
    diary.awaitEntry("LIVE", time);
    assertSame(directory, registry);
  }

  @Test
  void aRegistryThatStaysEmptyIsBelievedAfterTheGrace() throws Exception {
    RealServer server = opened(RealServer.startForgetful(folder));
    RegistryClient registry = client(server.uri());
    registry.register(agent("web-01", "deploy"));
    registry.register(agent("web-02", "deploy"));
    ToolDirectory directory = registry.directory().listener(diary).start();
    diary.awaitEntry("LIVE");
    server.stop();
    server.startAgain();
    diary.awaitEntry("EMPTIED", time);
    registry.register(agent("web-02", "deploy"));
    Duration age = directory.age().orElseThrow();

    time.turn(Duration.ofSeconds(40));
    time.turn(Duration.ofSeconds(49));
    assertThat(directory.hostsOf(DEPLOY)).hasSize(2);
    assertThat(directory.age()).contains(age.plusSeconds(89));

    Runnable second = () -> time.turn(Duration.ofSeconds(1));
    diary.awaitEntry("changed deploy [web-01, web-02] [web-02]", second);
    diary.awaitEntry("LIVE", second);
    assertSame(directory, registry);
  }

  @Test
  void whatTheRegistryNoLongerRemembersIsReadAfresh() throws Exception {
    RealServer server = opened(RealServer.startForgetful(folder));
    Proxy proxy = opened(Proxy.before(server.port()));
    RegistryClient registry = client(proxy.uri());
    RegistryClient neighbour = client(server.uri());
    neighbour.register(agent("web-01", "deploy"));
    ToolDirectory directory = registry.directory().listener(diary).start();
    diary.awaitEntry("LIVE");
    proxy.shut();
    diary.assertNext("RECONNECTING");

    List<Tool> many = Collections.nCopies(9_000, Tool.builder("t").build());
    InstanceId id = neighbour.instances().get(0).id();
    for (int round = 0; round < 13; round++) {
      neighbour.publish(id, many, null);
    }
    neighbour.register(agent("web-01", "restore"));
    proxy.open();

    diary.awaitEntry("REREADING", time);
    diary.awaitEntry("added restore [web-01]", time);
    diary.assertNext("LIVE");
    assertSame(directory, registry);
  }

  @Test
  void aConnectionThatIsOnlyHalfThereIsMadeAnew() throws Exception {
    RealServer server = opened(RealServer.start(folder));
    Proxy proxy = opened(Proxy.before(server.port()));
    RegistryClient registry = client(proxy.uri());
    RegistryClient neighbour = client(server.uri());
    neighbour.register(agent("web-01", "deploy"));
    ToolDirectory directory = registry.directory().listener(diary).start();
    diary.awaitEntry("LIVE");

    proxy.silence();
    neighbour.register(agent("web-02", "deploy"));
    time.turn(Duration.ofSeconds(44));
    assertThat(directory.state()).isEqualTo(DirectoryState.LIVE);
    assertThat(directory.age()).contains(Duration.ofSeconds(44));
    diary.awaitEntry("RECONNECTING", () -> time.turn(Duration.ofSeconds(1)));
    assertThat(diary.causes()).last().asString().contains("no sign of life for 45 s");

    diary.awaitEntry("changed deploy [web-01] [web-01, web-02]", time);
    diary.assertNext("LIVE");
    assertSame(directory, neighbour);
  }
}
