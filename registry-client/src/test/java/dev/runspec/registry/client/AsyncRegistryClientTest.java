package dev.runspec.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runspec.registry.ErrorCode;
import dev.runspec.registry.Heartbeat;
import dev.runspec.registry.InstanceId;
import dev.runspec.registry.ToolGroup;
import dev.runspec.registry.ToolName;
import dev.runspec.registry.client.ScriptedRegistry.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AsyncRegistryClientTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String TOOLS = "GET /tools";
  private static final InstanceId ID = new InstanceId("web-01-1");

  private final HandCrank time = new HandCrank();
  private final ScriptedRegistry registry = ScriptedRegistry.start();
  private final RegistryClient client = client(registry.uri());
  private final AsyncRegistryClient async = client.async();

  private RegistryClient client(URI uri) {
    return RegistryClient.builder(uri).clock(time).pacer(time).random(() -> -1L).build();
  }

  @AfterEach
  void closeAll() {
    client.close();
    registry.close();
  }

  @Test
  void everyRequestHasItsNamesake() {
    registry
        .on("POST /instances", Reply.json(201, Samples.OK))
        .on("POST /instances/web-01-1/tools", Reply.json(Samples.OK))
        .on("POST /instances/web-01-1/heartbeat", Reply.json(Samples.ACK))
        .on("POST /instances/web-01-1/drain", Reply.json(Samples.OK))
        .on("POST /instances/web-01-1/undrain", Reply.json(Samples.OK))
        .on("DELETE /instances/web-01-1", Reply.json(Samples.OK))
        .on("GET /tools?active=false", Reply.json("[" + Samples.GROUP + "]"))
        .on("GET /tools/deploy?active=true", Reply.json(Samples.GROUP))
        .on("GET /instances", Reply.json("[" + Samples.INSTANCE + "]"))
        .on("GET /instances/none", Reply.json(404, "{\"detail\":\"Instance not found\"}"))
        .on("GET /hosts", Reply.json("[" + Samples.HOST + "]"))
        .on("GET /health", Reply.json("{\"status\":\"ok\"}"))
        .on("GET /export/mobaxterm", Reply.json("[Bookmarks]"));

    assertThat(async.register(Samples.agent()).join().revision()).isEqualTo(7);
    async.publish(ID, List.of(Samples.DEPLOY), null).join();
    async.heartbeat(ID, Heartbeat.BARE).join();
    async.drain(ID).join();
    async.undrain(ID).join();
    async.deregister(ID).join();
    assertThat(async.tools(Selection.all().liveness(Liveness.ALL)).join()).hasSize(1);
    assertThat(async.tool(new ToolName("deploy"), Liveness.LIVE).join()).isPresent();
    assertThat(async.instances(Selection.all()).join()).hasSize(1);
    assertThat(async.instance(new InstanceId("none")).join()).isEmpty();
    assertThat(async.hosts(Selection.all()).join()).hasSize(1);
    assertThat(async.health().join().isOk()).isTrue();
    assertThat(async.export(ExportFormat.MOBAXTERM, null).join()).isEqualTo("[Bookmarks]");
    assertThat(registry.requests()).hasSize(13);
  }

  @Test
  void aFailureIsOfTheSameFamily() {
    registry.on(TOOLS, Reply.json(403, "{\"detail\":\"no\"}"));

    CompletableFuture<Integer> size = async.tools(Selection.all()).thenApply(List::size);

    assertThatThrownBy(size::join)
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            RegistryRefused.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.FORBIDDEN));
  }

  @Test
  void pausesHoldNoThread() throws Exception {
    registry.on(TOOLS, Reply.json(503, "{}"), Reply.json(503, "{}"), Reply.json("[]"));

    CompletableFuture<List<ToolGroup>> tools = async.tools(Selection.all());

    assertThat(time.passPause()).isEqualTo(Duration.ofMillis(200));
    assertThat(time.passPause()).isEqualTo(Duration.ofMillis(400));
    assertThat(tools).succeedsWithin(PATIENCE);
  }

  @Test
  void cancellingDuringAPauseEndsIt() throws Exception {
    registry.on(TOOLS, Reply.json(503, "{}"));
    CompletableFuture<List<ToolGroup>> tools = async.tools(Selection.all());
    time.awaitPause();

    tools.cancel(true);
    time.turn(Duration.ofHours(1));

    assertThat(registry.requests()).hasSize(1);
  }

  @Test
  void cancellingGivesTheExchangeUp() throws Exception {
    try (SilentRegistry silent = new SilentRegistry();
        RegistryClient caller = client(silent.uri())) {
      CompletableFuture<Health> health = caller.async().health();
      silent.awaitRequest();

      health.cancel(true);

      silent.awaitHangUp();
    }
  }

  @Test
  void aTimeoutOfTheCallersOwnGivesTheExchangeUp() throws Exception {
    try (SilentRegistry silent = new SilentRegistry();
        RegistryClient caller = client(silent.uri())) {
      CompletableFuture<Health> health = caller.async().health();
      silent.awaitRequest();

      health = health.orTimeout(1, TimeUnit.MILLISECONDS);

      silent.awaitHangUp();
      assertThatThrownBy(health::join).hasCauseInstanceOf(TimeoutException.class);
    }
  }

  @Test
  void anInterruptedCallerGivesTheExchangeUp() throws Exception {
    try (SilentRegistry silent = new SilentRegistry();
        RegistryClient caller = client(silent.uri())) {
      CompletableFuture<Throwable> failure = new CompletableFuture<>();
      Thread waiting =
          new Thread(
              () -> {
                try {
                  caller.health();
                } catch (RegistryUnreachable e) {
                  failure.complete(Thread.interrupted() ? e : new AssertionError("flag is clear"));
                }
              });
      waiting.start();
      silent.awaitRequest();

      waiting.interrupt();

      silent.awaitHangUp();
      assertThat(failure.get(30, TimeUnit.SECONDS))
          .hasMessage(
              "tried to ask for the registry's health, but %s was not waited for: this thread was"
                  + " interrupted",
              silent.uri());
    }
  }

  @Test
  void aFailureShowsTheStackOfTheOneWhoWaited() {
    registry.on(TOOLS, Reply.json(403, "{}"));

    assertThatThrownBy(() -> client.tools(Selection.all()))
        .satisfies(
            failure ->
                assertThat(failure.getStackTrace())
                    .extracting(StackTraceElement::getClassName)
                    .contains(AsyncRegistryClientTest.class.getName()));
  }

  @Test
  void closingFailsWhatIsUnderWay() throws Exception {
    registry.on(TOOLS, Reply.json(503, "{}")).on("GET /hosts", Reply.silence());
    CompletableFuture<?> resting = async.tools(Selection.all());
    time.awaitPause();
    CompletableFuture<?> asking = async.hosts(Selection.all());

    client.close();

    for (CompletableFuture<?> each : List.of(resting, asking, async.health())) {
      assertThat(each)
          .failsWithin(PATIENCE)
          .withThrowableThat()
          .withCauseInstanceOf(IllegalStateException.class)
          .withMessageEndingWith("the registry client is closed");
    }
  }

  @Test
  void itsTextIsItsAddress() {
    assertThat(async).hasToString("AsyncRegistryClient[" + registry.uri() + "]");
  }

  /** Takes one connection, never answers, and notices when the other side hangs up. */
  private static final class SilentRegistry implements AutoCloseable {

    private final ServerSocket server = listen();
    private final CountDownLatch isAsked = new CountDownLatch(1);
    private final CountDownLatch isLeft = new CountDownLatch(1);

    SilentRegistry() {
      Thread thread = new Thread(this::listenInSilence);
      thread.setDaemon(true);
      thread.start();
    }

    private static ServerSocket listen() {
      try {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void listenInSilence() {
      try (Socket socket = server.accept()) {
        while (socket.getInputStream().read() >= 0) {
          isAsked.countDown();
        }
      } catch (IOException e) {
        // A reset is a way to hang up, too.
      }
      isLeft.countDown();
    }

    URI uri() {
      return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    void awaitRequest() throws InterruptedException {
      assertThat(isAsked.await(30, TimeUnit.SECONDS)).isTrue();
    }

    void awaitHangUp() throws InterruptedException {
      assertThat(isLeft.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }
}
