package dev.runspec.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runspec.registry.client.ScriptedRegistry.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A process in which somebody else blocks every thread of the common pool. */
@Isolated
class CommonPoolTest {

  private final CountDownLatch isOver = new CountDownLatch(1);
  private final List<CompletableFuture<Void>> blockers = new ArrayList<>();

  @BeforeEach
  void block() {
    for (int worker = 0; worker <= ForkJoinPool.getCommonPoolParallelism(); worker++) {
      blockers.add(CompletableFuture.runAsync(this::awaitEnd, ForkJoinPool.commonPool()));
    }
  }

  @AfterEach
  void release() {
    isOver.countDown();
    blockers.forEach(CompletableFuture::join);
  }

  private void awaitEnd() {
    try {
      isOver.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void answersAndLimitsComeInTime() {
    try (ScriptedRegistry registry = ScriptedRegistry.start();
        RegistryClient client = RegistryClient.builder(registry.uri()).build();
        RegistryClient hurried =
            RegistryClient.builder(registry.uri()).requestTimeout(Duration.ofMillis(200)).build()) {
      registry.on("GET /tools", Reply.json("[]")).on("GET /hosts", Reply.silence());

      assertThat(client.tools(Selection.all())).isEmpty();
      assertThatThrownBy(() -> hurried.hosts(Selection.all()))
          .hasMessageEndingWith("gave no answer within 200 ms");
    }
  }

  @Test
  void agentsBeat() throws InterruptedException {
    try (ScriptedRegistry registry = ScriptedRegistry.start();
        RegistryClient client = RegistryClient.builder(registry.uri()).build()) {
      registry
          .on("POST /instances", Reply.json(503, "{}"), Reply.json(201, Samples.OK))
          .on("DELETE /instances/web-01-1", Reply.json(Samples.OK));

      try (Announcement announcement = client.announce(Samples.agent())) {
        assertThat(announcement.awaitLive(Duration.ofSeconds(30))).isTrue();
      }
      assertThat(registry.targets()).endsWith("DELETE /instances/web-01-1");
    }
  }
}
