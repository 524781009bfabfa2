package dev.runspec.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runspec.registry.ToolGroup;
import dev.runspec.registry.ToolHost;
import dev.runspec.registry.ToolName;
import dev.runspec.registry.client.ScriptedRegistry.Reply;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A directory, who listens to it, and its end. */
class DirectoryLifeTest {

  private static final String EVENTS = "GET /events";
  private static final ToolName DEPLOY = new ToolName("deploy");

  private final HandCrank time = new HandCrank();
  private final DirectoryDiary diary = new DirectoryDiary();
  private final ScriptedRegistry registry = ScriptedRegistry.start();
  private final ScriptedStream stream = new ScriptedStream();
  private final RegistryClient client =
      RegistryClient.builder(registry.uri()).clock(time).pacer(time).random(() -> 1L << 63).build();

  @AfterEach
  void closeAll() {
    client.close();
    registry.close();
  }

  private ToolDirectory start() {
    return client.directory().listener(diary).start();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aListenerThatFailsChangesNothing() throws Exception {
    registry
        .on(ScriptedLists.ALL, ScriptedLists.page("e-7", ScriptedLists.instance("a", "deploy")))
        .on(EVENTS, stream.send("id: e-7\n\n"));
    ToolDirectory directory =
        client
            .directory()
            .listener(
                new DirectoryDiary() {
                  @Override
                  public void added(ToolGroup tool) {
                    throw new IllegalStateException("not interested");
                  }

                  @Override
                  public void became(DirectoryState state, Optional<RegistryException> cause) {
                    diary.became(state, cause);
                    throw new IllegalStateException("not interested either");
                  }
                })
            .start();

    diary.assertNext("CONNECTING", "LIVE");
    assertThat(directory.tools()).hasSize(1);
  }

  @Test
  void whatHappensWhileTheListenerIsBusyIsKnownAtOnceAndToldAsOne() throws Exception {
    CountDownLatch isTold = new CountDownLatch(1);
    CountDownLatch mayGoOn = new CountDownLatch(1);
    registry
        .on(ScriptedLists.ALL, ScriptedLists.page("e-7", ScriptedLists.instance("a", "deploy")))
        .on(EVENTS, stream.send("id: e-7\n\n"));
    ToolDirectory directory =
        client
            .directory()
            .listener(
                new DirectoryDiary() {
                  @Override
                  public void became(DirectoryState state, Optional<RegistryException> cause) {
                    if (state == DirectoryState.LIVE) {
                      isTold.countDown();
                      await(mayGoOn);
                    }
                  }

                  @Override
                  public void changed(ToolGroup before, ToolGroup after) {
                    diary.changed(before, after);
                  }

                  @Override
                  public void added(ToolGroup tool) {
                    diary.added(tool);
                  }
                })
            .start();
    await(isTold);
    for (int revision = 8; revision < 100; revision++) {
      stream.send(ScriptedLists.tools("e-" + revision, "b" + revision, "deploy"));
    }

    while (directory.hostsOf(DEPLOY).size() < 93) {
      Thread.onSpinWait();
    }
    mayGoOn.countDown();
    diary.assertNext("added deploy [on-a]");
    diary.awaitEntry(
        "changed deploy [on-a] " + directory.hostsOf(DEPLOY).stream().map(ToolHost::host).toList());
  }

  @Test
  void aListenerMayCloseIt() throws Exception {
    CompletableFuture<ToolDirectory> itself = new CompletableFuture<>();
    registry
        .on(ScriptedLists.ALL, ScriptedLists.page("e-7", ScriptedLists.instance("a", "deploy")))
        .on(EVENTS, stream.send("id: e-7\n\n"));
    itself.complete(
        client
            .directory()
            .listener(
                new DirectoryDiary() {
                  @Override
                  public void became(DirectoryState state, Optional<RegistryException> cause) {
                    diary.became(state, cause);
                    if (state == DirectoryState.LIVE) {
                      itself.join().close();
                    }
                  }
                })
            .start());

    diary.assertNext("CONNECTING", "LIVE", "CLOSED");
  }

  @Test
  void closingItOrItsClientEndsItAndWhatItKnowsIsStillThere() throws Exception {
    registry
        .on(ScriptedLists.ALL, ScriptedLists.page("e-7", ScriptedLists.instance("a", "deploy")))
        .on(EVENTS, stream.send("id: e-7\n\n"), new ScriptedStream().send("id: e-7\n\n"));
    ToolDirectory directory = start();
    ToolDirectory other = client.directory().start();
    diary.awaitEntry("LIVE");

    directory.close();
    diary.assertNext("CLOSED");
    client.close();

    assertThat(other.state()).isEqualTo(DirectoryState.CLOSED);
    assertThat(directory.tools()).hasSize(1);
    directory.close();
    assertThatThrownBy(() -> client.directory().start()).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void closingIsBoundedThoughTheRegistryIsSilent() throws Exception {
    registry.on(ScriptedLists.ALL, Reply.silence());
    ToolDirectory directory = start();
    while (registry.requests().isEmpty()) {
      Thread.onSpinWait();
    }

    long begin = System.nanoTime();
    directory.close();

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(4));
    diary.assertNext("CONNECTING", "CLOSED");
    assertThat(directory.awaitLoaded(Duration.ofSeconds(1))).isFalse();
  }

  @Test
  void itsOneThreadKeepsNoProgramFromEnding() throws Exception {
    registry
        .on(ScriptedLists.ALL, ScriptedLists.page("e-7", ScriptedLists.instance("a", "deploy")))
        .on(EVENTS, stream.send("id: e-7\n\n"));
    start();
    diary.awaitEntry("LIVE");

    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> thread.getName().startsWith("registry-directory"))
        .isNotEmpty()
        .allMatch(Thread::isDaemon);
  }
}
