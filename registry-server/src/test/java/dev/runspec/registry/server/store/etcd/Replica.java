package dev.runspec.registry.server.store.etcd;

import dev.runspec.registry.InstanceId;
import dev.runspec.registry.Registration;
import dev.runspec.registry.catalog.Member;
import dev.runspec.registry.engine.Feed;
import dev.runspec.registry.engine.MonotonicClock;
import dev.runspec.registry.json.InstanceJson;
import dev.runspec.registry.server.process.Until;
import dev.runspec.registry.server.store.etcd.gateway.Etcd;
import dev.runspec.registry.server.store.etcd.gateway.EtcdConfig;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One of several stores on one etcd, by the time of this machine. */
final class Replica implements AutoCloseable {

  private final EtcdStore store;
  private final Feed feed = new Feed();

  private Replica(EtcdStore store) {
    this.store = store;
    store.open(feed);
  }

  static Replica on(List<URI> endpoints, String prefix) {
    return with(EtcdConfig.of(endpoints, prefix));
  }

  static Replica with(EtcdConfig config) {
    return new Replica(new EtcdStore(new Etcd(config), config.prefix(), MonotonicClock.start()));
  }

  EtcdStore store() {
    return store;
  }

  Feed feed() {
    return feed;
  }

  @Nullable Member member(String id) {
    return store.catalog().member(new InstanceId(id));
  }

  /** What one said of itself, who must be known. */
  Registration registration(String id) {
    return Objects.requireNonNull(member(id), () -> id + " is not known").registration();
  }

  boolean isLive(String id) {
    Member member = member(id);
    return member != null && member.isLive();
  }

  /** Everything that is told of everybody. */
  String told() {
    return store.catalog().members().stream()
        .map(member -> InstanceJson.write(member.instance()))
        .map(json -> new String(json, StandardCharsets.UTF_8))
        .collect(Collectors.joining("\n"));
  }

  /** Waits until it has seen what {@code other} has. */
  void catchUpWith(Replica other) throws Exception {
    long revision = other.store.catalog().revision();
    Until.holds("it sees revision " + revision, () -> store.catalog().revision() >= revision);
  }

  @Override
  public void close() {
    store.close();
  }
}
