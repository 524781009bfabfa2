package dev.runspec.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runspec.registry.InstanceId;
import dev.runspec.registry.ToolGroup;
import dev.runspec.registry.client.ScriptedRegistry.Reply;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestObserverTest {

  private static final String KEY = "s3cret-key-of-the-test";

  private final ScriptedRegistry down = ScriptedRegistry.start();
  private final ScriptedRegistry registry = ScriptedRegistry.start();
  private final List<RequestOutcome> outcomes = new CopyOnWriteArrayList<>();

  private RegistryClient client(RequestObserver observer) {
    down.close();
    return RegistryClient.builder(down.uri(), registry.uri())
        .apiKey(KEY)
        .retry(RetryPolicy.NONE)
        .observer(observer)
        .build();
  }

  @AfterEach
  void close() {
    registry.close();
  }

  @Test
  void everyAttemptIsTold() {
    registry.on("GET /tools?active=true", Reply.json("[]"));

    try (RegistryClient client = client(outcomes::add)) {
      client.tools();
    }

    assertThat(outcomes).extracting(RequestOutcome::operation).containsOnly("list-tools");
    assertThat(outcomes).extracting(RequestOutcome::attempt).containsExactly(1, 2);
    assertThat(outcomes)
        .extracting(RequestOutcome::address)
        .containsExactly(down.uri(), registry.uri());
    RequestOutcome failed = outcomes.get(0);
    assertThat(failed.status()).isEmpty();
    assertThat(failed.failure()).containsInstanceOf(RegistryUnreachable.class);
    RequestOutcome answered = outcomes.get(1);
    assertThat(answered.isSuccess()).isTrue();
    assertThat(answered.status()).hasValue(200);
    assertThat(answered.duration()).isPositive().isLessThan(Duration.ofSeconds(60));
  }

  @Test
  void aRefusalHasAStatusAndAMissIsNoFailure() {
    registry
        .on("GET /tools?active=true", Reply.json(403, "{\"detail\":\"key " + KEY + "\"}"))
        .on("GET /instances/none", Reply.json(404, "{\"detail\":\"Instance not found\"}"));

    try (RegistryClient client = client(outcomes::add)) {
      assertThatThrownBy(client::tools).isInstanceOf(RegistryRefused.class);
      client.instance(new InstanceId("none"));
    }

    assertThat(outcomes.get(1).status()).hasValue(403);
    assertThat(outcomes.get(1).failure()).containsInstanceOf(RegistryRefused.class);
    assertThat(outcomes.get(2).status()).hasValue(404);
    assertThat(outcomes.get(2).isSuccess()).isTrue();
    assertThat(outcomes.toString()).doesNotContain(KEY);
  }

  @Test
  void waitsAreToldApart() {
    registry.on(
        "GET /tools",
        Reply.json(200, "[]", "ETag", "\"a\""),
        Reply.json(304, ""),
        Reply.json(200, "[]", "ETag", "\"b\""));

    try (RegistryClient client = client(outcomes::add)) {
      Reading<List<ToolGroup>> reading = client.readTools(Selection.all());
      reading.next(Duration.ZERO);
      reading.next(Duration.ofMinutes(1));
    }

    assertThat(outcomes.subList(1, 4))
        .extracting(RequestOutcome::operation)
        .containsExactly("list-tools", "list-tools", "await-list-tools");
    assertThat(outcomes.subList(1, 4)).allMatch(RequestOutcome::isSuccess);
  }

  @Test
  void anObserverThatFailsChangesNothing() {
    registry.on("GET /tools?active=true", Reply.json("[]"));

    try (RegistryClient client =
        client(
            outcome -> {
              throw new IllegalStateException("no metrics today");
            })) {
      assertThat(client.tools()).isEmpty();
      assertThat(client.tools()).isEmpty();
    }
  }
}
