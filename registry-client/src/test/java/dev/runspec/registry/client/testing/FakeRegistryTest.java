package dev.runspec.registry.client.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runspec.registry.ErrorCode;
import dev.runspec.registry.InstanceEvent;
import dev.runspec.registry.InstanceId;
import dev.runspec.registry.InstanceState;
import dev.runspec.registry.Position;
import dev.runspec.registry.Registration;
import dev.runspec.registry.Tool;
import dev.runspec.registry.ToolName;
import dev.runspec.registry.client.Announcement;
import dev.runspec.registry.client.DirectoryListener;
import dev.runspec.registry.client.DirectoryState;
import dev.runspec.registry.client.EventListener;
import dev.runspec.registry.client.EventSelection;
import dev.runspec.registry.client.ExportFormat;
import dev.runspec.registry.client.RegistryClient;
import dev.runspec.registry.client.RegistryException;
import dev.runspec.registry.client.RegistryRefused;
import dev.runspec.registry.client.RegistryUnreachable;
import dev.runspec.registry.client.ResetReason;
import dev.runspec.registry.client.Selection;
import dev.runspec.registry.client.ToolDirectory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FakeRegistryTest {

  private static final ToolName DEPLOY = new ToolName("deploy");

  private final FakeRegistry registry = FakeRegistry.start();
  private final RegistryClient client = registry.client();
  private final List<DirectoryState> states = new CopyOnWriteArrayList<>();
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

  @AfterEach
  void close() {
    registry.close();
  }

  private static Registration agent(String host) {
    return Registration.builder("of-" + host, "shop", "1", host)
        .tools(List.of(Tool.builder("deploy").build()))
        .build();
  }

  private ToolDirectory directory() throws InterruptedException {
    ToolDirectory directory =
        client
            .directory()
            .listener(
                new DirectoryListener() {
                  @Override
                  public void became(DirectoryState state, Optional<RegistryException> cause) {
                    states.add(state);
                  }
                })
            .start();
    await(() -> directory.state() == DirectoryState.LIVE);
    return directory;
  }

  private void awaitState(ToolDirectory directory, DirectoryState state) {
    awaitInTime(() -> directory.state() == state);
  }

  private void awaitInTime(BooleanSupplier isSo) {
    assertThat(registry.advanceUntil(isSo, Duration.ofMinutes(10))).isTrue();
  }

  private static void await(BooleanSupplier isSo) {
    long patience = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!isSo.getAsBoolean()) {
      assertThat(System.nanoTime()).as("it never came to it").isLessThan(patience);
      Thread.onSpinWait();
    }
  }

  @Test
  void timeStandsStillUntilItIsMoved() {
    Instant then = registry.clock().instant();
    registry.register(agent("web-01"));

    registry.advance(Duration.ofMillis(89_999));
    assertThat(client.tools()).hasSize(1);
    registry.advance(Duration.ofMillis(1));

    assertThat(registry.clock().instant()).isEqualTo(then.plusSeconds(90));
    assertThat(client.tools()).isEmpty();
    assertThat(client.instances().get(0).state()).isEqualTo(InstanceState.STALE);
    assertThat(client.instances().get(0).stateSince()).isEqualTo(then.plusSeconds(90));
    registry.advance(Duration.ofHours(24).plusMinutes(1));
    assertThat(client.instances()).isEmpty();
  }

  @Test
  void anAgentBeatsForAsLongAsTimePasses() throws Exception {
    Announcement announcement = client.announce(agent("web-01"));
    assertThat(announcement.awaitLive(Duration.ofSeconds(30))).isTrue();
    awaitInTime(() -> !beats().isEmpty()); // until then it may not have begun to wait

    registry.advance(Duration.ofMinutes(10));

    assertThat(client.tools()).hasSize(1);
    assertThat(beats()).hasSizeBetween(15, 30);
    announcement.close();
    assertThat(client.tools()).isEmpty();
  }

  private List<String> beats() {
    return registry.requests().stream().filter(each -> each.endsWith("/heartbeat")).toList();
  }

  @Test
  void aDirectoryStaysLiveForAsLongAsTimePasses() throws Exception {
    ToolDirectory directory = directory();

    registry.advance(Duration.ofMinutes(10));
    registry.register(agent("web-01"));
    await(() -> directory.hostsOf(DEPLOY).size() == 1);
    registry.advance(Duration.ofSeconds(90));
    await(() -> directory.hostsOf(DEPLOY).isEmpty());

    assertThat(states).containsExactly(DirectoryState.CONNECTING, DirectoryState.LIVE);
    assertThat(directory.age().orElseThrow()).isLessThanOrEqualTo(Duration.ofSeconds(15));
  }

  @Test
  void itGoesAwayAndComesBack() throws Exception {
    registry.register(agent("web-01"));
    ToolDirectory directory = directory();

    registry.goAway();
    await(() -> directory.state() == DirectoryState.RECONNECTING);
    registry.advance(Duration.ofMinutes(1));
    assertThat(directory.hostsOf(DEPLOY)).hasSize(1);
    assertThat(directory.age()).contains(Duration.ofMinutes(1));
    assertThatThrownBy(client::tools).isInstanceOf(RegistryUnreachable.class);

    registry.comeBack();
    awaitState(directory, DirectoryState.LIVE);
    awaitInTime(() -> directory.hostsOf(DEPLOY).isEmpty());
  }

  @Test
  void itRefusesAsItIsTold() throws Exception {
    try (RegistryClient once = registry.clientBuilder().build()) {
      registry.refuse(503, ErrorCode.STORE_UNAVAILABLE, Duration.ofSeconds(7));
      assertThatThrownBy(once::tools)
          .isInstanceOfSatisfying(
              RegistryRefused.class,
              refused -> {
                assertThat(refused.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
                assertThat(refused.retryAfter()).contains(Duration.ofSeconds(7));
              });
      registry.refuse(403, ErrorCode.FORBIDDEN);
      assertThatThrownBy(once::tools).hasMessageContaining("The test wants it so");
      registry.comeBack();
      assertThat(once.tools()).isEmpty();
    }
  }

  @Test
  void itLosesItsData() throws Exception {
    registry.register(agent("web-01"));
    ToolDirectory directory = directory();

    registry.loseData();
    awaitState(directory, DirectoryState.EMPTIED);
    assertThat(directory.hostsOf(DEPLOY)).hasSize(1);
    awaitState(directory, DirectoryState.LIVE);

    assertThat(directory.hostsOf(DEPLOY)).isEmpty();
    await(() -> states.get(states.size() - 1) == DirectoryState.LIVE);
    assertThat(states).contains(DirectoryState.REREADING, DirectoryState.EMPTIED);
  }

  @Test
  void itGoesSilentAndIsFoundOutAfterThreeKeepAlives() throws Exception {
    ToolDirectory directory = directory();

    registry.goSilent();
    registry.register(agent("web-01"));
    registry.advance(Duration.ofSeconds(29));
    assertThat(directory.state()).isEqualTo(DirectoryState.LIVE);
    registry.advance(Duration.ofSeconds(16));
    awaitInTime(() -> directory.state() != DirectoryState.LIVE);
    assertThat(directory.hostsOf(DEPLOY)).isEmpty();

    registry.comeBack();
    awaitState(directory, DirectoryState.LIVE);
    await(() -> directory.hostsOf(DEPLOY).size() == 1);
  }

  @Test
  void withAKeyItTakesWritesFromItsClientsOnly() {
    try (FakeRegistry guarded = FakeRegistry.startWithKey("k-1");
        RegistryClient stranger = RegistryClient.builder(guarded.uri()).build()) {
      guarded.client().register(agent("web-01"));
      assertThatThrownBy(() -> stranger.register(agent("web-02")))
          .isInstanceOfSatisfying(
              RegistryRefused.class,
              refused -> assertThat(refused.code()).isEqualTo(ErrorCode.FORBIDDEN));
      assertThat(stranger.tools()).hasSize(1);
    }
  }

  @Test
  void whatItDoesNotDoItRefuses() {
    assertThatThrownBy(() -> client.tools(Selection.all().filter("host == web-01")))
        .hasMessageContaining("does not do this: select by filter");
    assertThatThrownBy(() -> client.hosts(Selection.all().text("web")))
        .hasMessageContaining("does not do this: select by q");
    assertThatThrownBy(() -> client.export(ExportFormat.SUPERPUTTY))
        .hasMessageContaining("does not do this: write session files");
  }

  @Test
  void onlyEventsThatPassAreTold() throws Exception {
    client.events(
        EventSelection.all().tool(DEPLOY).label("env", "prod").brief(),
        new EventListener() {
          @Override
          public void changed(Position position, InstanceEvent event) {
            events.add(event.id() + " " + event.kind());
          }

          @Override
          public void reset(Position position, ResetReason reason) {
            events.add("reset " + reason);
          }

          @Override
          public void connected() {
            events.add("connected");
          }
        });
    assertThat(events.poll(30, TimeUnit.SECONDS)).isEqualTo("connected");
    registry.register(agent("web-01"));
    client.register(
        Registration.builder("b", "shop", "1", "web-02")
            .labels(Map.of("env", "prod"))
            .tools(List.of(Tool.builder("deploy").build()))
            .build());
    client.publish(
        new InstanceId("b"),
        List.of(Tool.builder("deploy").build(), Tool.builder("more").build()),
        null);
    client.deregister(new InstanceId("b"));

    assertThat(events.poll(30, TimeUnit.SECONDS)).isEqualTo("b REGISTERED");
    assertThat(events.poll(30, TimeUnit.SECONDS)).isEqualTo("b DEREGISTERED");
  }

  @Test
  void aWaitingReadWaitsInItsTime() throws Exception {
    registry.register(agent("web-01"));
    var reading = client.readTools(Selection.all());
    var next = reading.nextAsync(Duration.ofMinutes(1));
    registry.advance(Duration.ofSeconds(59));
    assertThat(next).isNotDone();

    registry.register(agent("web-02"));

    assertThat(next.get(30, TimeUnit.SECONDS).value().get(0).hosts()).hasSize(2);
  }
}
