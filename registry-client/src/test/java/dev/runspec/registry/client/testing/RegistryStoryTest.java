package dev.runspec.registry.client.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.ErrorCode;
import dev.runspec.registry.Heartbeat;
import dev.runspec.registry.HostEntry;
import dev.runspec.registry.HostName;
import dev.runspec.registry.Instance;
import dev.runspec.registry.InstanceEvent;
import dev.runspec.registry.InstanceId;
import dev.runspec.registry.InstanceState;
import dev.runspec.registry.Position;
import dev.runspec.registry.Registration;
import dev.runspec.registry.SshTarget;
import dev.runspec.registry.Tool;
import dev.runspec.registry.ToolGroup;
import dev.runspec.registry.ToolName;
import dev.runspec.registry.client.EventListener;
import dev.runspec.registry.client.EventSelection;
import dev.runspec.registry.client.EventSubscription;
import dev.runspec.registry.client.Liveness;
import dev.runspec.registry.client.Reading;
import dev.runspec.registry.client.RegistryClient;
import dev.runspec.registry.client.RegistryRefused;
import dev.runspec.registry.client.ResetReason;
import dev.runspec.registry.client.RetryPolicy;
import dev.runspec.registry.client.Selection;
import dev.runspec.registry.server.RegistryServer;
import dev.runspec.registry.server.ServerConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fake registry and the real one answer the same to the same story. */
class RegistryStoryTest {

  private static final InstanceId A = new InstanceId("a/b ü");
  private static final InstanceId B = new InstanceId("b");
  private static final ToolName DEPLOY = new ToolName("deploy");

  @TempDir private Path folder;

  @Test
  void theSameStoryHasTheSameAnswers() throws Exception {
    List<String> fake;
    try (FakeRegistry registry = FakeRegistry.startWithKey("k")) {
      fake = new Story(registry.client(), registry::advance).tell();
    }

    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    List<String> real;
    try (RegistryServer server = realServer(now::get);
        RegistryClient client =
            RegistryClient.builder(URI.create("http://127.0.0.1:" + server.port()))
                .apiKey("k")
                .retry(RetryPolicy.NONE)
                .build()) {
      Consumer<Duration> advance =
          time -> {
            for (long second = 0; second < time.toSeconds(); second++) {
              now.updateAndGet(before -> before.plusSeconds(1));
              assertThat(client.health()).isNotNull();
              assertThat(client.hosts(Liveness.ALL))
                  .isNotEmpty(); // whoever looks moves what is due
            }
          };
      real = new Story(client, advance).tell();
    }

    assertThat(fake).hasSameSizeAs(real).hasSizeGreaterThan(40);
    for (int at = 0; at < real.size(); at++) {
      assertThat(fake.get(at)).isEqualTo(real.get(at));
    }
  }

  private RegistryServer realServer(InstantSource clock) {
    ServerConfig.Wish wish =
        ServerConfig.parse(
            List.of(
                "--host=127.0.0.1",
                "--port=0",
                "--store=memory",
                "--api-key=k",
                "--data-dir=" + folder.resolve("data")),
            Map.of(),
            new Properties(),
            folder);
    return RegistryServer.start(((ServerConfig.Start) wish).config(), clock);
  }

  /** What happens, and what is said to it. */
  private static final class Story {

    private final RegistryClient client;
    private final Consumer<Duration> time;
    private final List<String> answers = new ArrayList<>();
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

    Story(RegistryClient client, Consumer<Duration> time) {
      this.client = client;
      this.time = time;
    }

    List<String> tell() throws InterruptedException {
      EventSubscription subscription = client.events(EventSelection.all(), new Ear());
      noteEvent();
      agentsComeAndAreLookedAt();
      listsAreSelectedAndPaged();
      readingsKnowWhatChanged();
      theyAreDrainedAndGoStaleAndLeave();
      whatIsWrongIsRefused();
      subscription.close();
      return answers;
    }

    private void agentsComeAndAreLookedAt() throws InterruptedException {
      note("health", client::health);
      note("stranger", () -> client.heartbeat(A, Heartbeat.BARE));
      note("register", () -> client.register(agentA()));
      noteEvent();
      note("register", () -> client.register(agentB()));
      noteEvent();
      time.accept(Duration.ofSeconds(20));
      note("beat", () -> client.heartbeat(A, Heartbeat.BARE));
      note("publish", () -> client.publish(B, List.of(tool("deploy", "other")), "h2"));
      noteEvent();
      look();
      note("instance", () -> told(client.instance(A)));
      note("none", () -> client.instance(new InstanceId("none")));
      note("none", () -> client.tool(new ToolName("none")));
      note("variants", () -> client.tool(DEPLOY).map(ToolGroup::variants));
    }

    private void listsAreSelectedAndPaged() {
      for (Selection selection :
          List.of(
              Selection.all().host(new HostName("web-02")),
              Selection.all().host(new HostName("web-02")).host(new HostName("web 01")),
              Selection.all().label("zone", "a:b"),
              Selection.all().label("zone"),
              Selection.all().label("zone", "none"),
              Selection.all().state(InstanceState.LIVE),
              Selection.all().state(InstanceState.GONE).state(InstanceState.STALE),
              Selection.all().liveness(Liveness.LIVE).label("zone"))) {
        note("tools", () -> client.tools(selection));
        note("hosts", () -> client.hosts(selection));
        note("instances", () -> told(client.instances(selection)));
      }
    }

    private void readingsKnowWhatChanged() throws InterruptedException {
      Reading<List<ToolGroup>> tools = client.readTools(Selection.all());
      Reading<List<Instance>> instances = client.readInstances(Selection.all());
      Reading<List<HostEntry>> hosts = client.readHosts(Selection.all());
      Reading<Optional<ToolGroup>> deploy = client.readTool(DEPLOY);
      note("tag", tools::entityTag);
      note("revision", () -> tools.position().orElseThrow().revision());
      note("beat", () -> client.heartbeat(B, Heartbeat.BARE));
      note("same", () -> instances.next(Duration.ZERO) == instances);
      note("publish", () -> client.publish(B, List.of(tool("backup", "")), "h3"));
      noteEvent();
      note("same", () -> tools.next(Duration.ZERO).equals(tools));
      note("same", () -> hosts.next(Duration.ZERO).equals(hosts));
      note("same", () -> instances.next(Duration.ZERO).equals(instances));
      note("deploy", () -> deploy.next(Duration.ZERO).value().map(ToolGroup::hosts));
    }

    private void theyAreDrainedAndGoStaleAndLeave() throws InterruptedException {
      note("drain", () -> client.drain(A));
      noteEvent();
      look();
      note("undrain", () -> client.undrain(A));
      noteEvent();
      time.accept(Duration.ofSeconds(70));
      note("beat", () -> client.heartbeat(B, Heartbeat.BARE));
      look();
      noteEvent();
      note("beat", () -> client.heartbeat(A, Heartbeat.BARE));
      noteEvent();
      note("leave", () -> client.deregister(A));
      noteEvent();
      note("leave", () -> client.deregister(new InstanceId("none")));
      look();
    }

    private void whatIsWrongIsRefused() {
      note("drain", () -> client.drain(new InstanceId("none")));
      note("publish", () -> client.publish(new InstanceId("none"), List.of(), null));
    }

    private void look() {
      note("tools", client::tools);
      note("all tools", () -> client.tools(Liveness.ALL));
      note("hosts", client::hosts);
      note("all hosts", () -> client.hosts(Liveness.ALL));
      note("instances", () -> told(client.instances()));
      note("paged", () -> client.streamTools(Selection.all()).map(ToolGroup::name).toList());
    }

    private void note(String what, Supplier<Object> ask) {
      try {
        answers.add(what + ": " + ask.get());
      } catch (RegistryRefused e) {
        answers.add(what + ": " + e.status() + " " + e.code() + " " + e.detail());
        assertThat(e.code()).isNotEqualTo(ErrorCode.UNKNOWN);
      }
    }

    private void noteEvent() throws InterruptedException {
      answers.add("event: " + events.poll(30, TimeUnit.SECONDS));
    }

    private static List<Instance> told(Optional<Instance> instance) {
      return told(instance.stream().toList());
    }

    private static List<Instance> told(List<Instance> instances) {
      return instances;
    }

    private static Tool tool(String name, String description) {
      return Tool.builder(name).description(description).command("/bin/" + name).build();
    }

    private static Registration agentA() {
      return Registration.builder(A.value(), "shop", "1", "web 01")
          .heartbeatInterval(Duration.ofSeconds(20))
          .labels(Map.of("zone", "a:b", "x", ""))
          .ssh(new SshTarget("10.0.0.7", 2222, "ops"))
          .toolsHash("h1")
          .tools(List.of(tool("deploy", "one"), tool("restore", "ü <&>")))
          .build();
    }

    private static Registration agentB() {
      return Registration.builder(B.value(), "shop", "2", "web-02").build();
    }

    /** Hears what is told, without its time of day. */
    private final class Ear implements EventListener {

      @Override
      public void changed(Position position, InstanceEvent event) {
        events.add(position.revision() + " " + event);
      }

      @Override
      public void reset(Position position, ResetReason reason) {
        events.add("reset " + reason);
      }

      @Override
      public void connected() {
        events.add("connected");
      }
    }
  }
}
