package dev.runspec.registry.server.store.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.HandClock;
import dev.runspec.registry.server.store.etcd.gateway.Etcd;
import dev.runspec.registry.server.store.etcd.gateway.EtcdConfig;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PeersTest {

  private final HandClock clock = HandClock.atNoon();
  private final Instant noon = clock.instant();
  private final Keys keys = new Keys("/peers");
  private final Etcd nowhere =
      new Etcd(EtcdConfig.of(List.of(URI.create("http://127.0.0.1:1")), "/peers"));
  private final Mirror mirror = new Mirror(keys, clock, new Shelf(keys), new Beats(nowhere, clock));
  private final ThreadCrew crew = new ThreadCrew();
  private final Pulse own = new Pulse(nowhere, keys, mirror, clock, crew);
  private final Peers peers = new Peers(own, mirror, clock);

  @AfterEach
  void close() {
    crew.close();
    nowhere.close();
  }

  @Test
  void whoIsAloneNeedNotWait() {
    assertThat(peers.haveToldUntil(noon.plusSeconds(100))).isTrue();
  }

  @Test
  void allHaveToHaveToldThatFar() {
    says("a", noon.plusSeconds(2));
    says("b", noon.plusSeconds(1));
    assertThat(peers.haveToldUntil(noon.plusSeconds(1))).isTrue();
    assertThat(peers.haveToldUntil(noon.plusSeconds(2))).isFalse();
    says("b", noon.plusSeconds(2));
    assertThat(peers.haveToldUntil(noon.plusSeconds(2))).isTrue();
  }

  @Test
  void oneThatEndedIsNotWaitedFor() {
    says("a", noon);
    peers.hear(keys.replicas() + "a", new byte[0]);
    assertThat(peers.haveToldUntil(noon.plusSeconds(1))).isTrue();
  }

  @Test
  void oneThatHasSaidNothingForLongIsNotWaitedFor() {
    says("a", noon);
    clock.advance(Duration.ofSeconds(5));
    assertThat(peers.haveToldUntil(noon.plusSeconds(1))).isFalse();
    clock.advance(Duration.ofMillis(1));
    assertThat(peers.haveToldUntil(noon.plusSeconds(1))).isTrue();
  }

  @Test
  void whatItSaysItselfItDoesNotWaitFor() {
    peers.hear(own.key(), new Word(Map.of(), noon).bytes());
    assertThat(peers.haveToldUntil(noon.plusSeconds(1))).isTrue();
  }

  @Test
  void anOlderRegistryAndOneThatCannotBeReadAreNotWaitedFor() {
    says("old", null);
    peers.hear(keys.replicas() + "odd", new byte[] {1, 2, 3});
    assertThat(peers.haveToldUntil(noon.plusSeconds(1))).isTrue();
  }

  private void says(String peer, @Nullable Instant until) {
    peers.hear(keys.replicas() + peer, new Word(Map.of(), until).bytes());
  }
}
