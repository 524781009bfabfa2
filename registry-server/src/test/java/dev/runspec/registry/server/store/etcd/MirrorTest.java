package dev.runspec.registry.server.store.etcd;

import static dev.runspec.registry.Samples.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.ChangeKind;
import dev.runspec.registry.HandClock;
import dev.runspec.registry.InstanceId;
import dev.runspec.registry.Position;
import dev.runspec.registry.Registration;
import dev.runspec.registry.catalog.Member;
import dev.runspec.registry.catalog.Member.Standing;
import dev.runspec.registry.engine.Feed;
import dev.runspec.registry.server.store.etcd.Mirror.Listing;
import dev.runspec.registry.server.store.etcd.gateway.Etcd;
import dev.runspec.registry.server.store.etcd.gateway.EtcdConfig;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MirrorTest {

  private static final InstanceId AGENT = id("a");

  private final HandClock clock = HandClock.atNoon();
  private final Keys keys = new Keys("/mirror");
  private final Etcd nowhere =
      new Etcd(EtcdConfig.of(List.of(URI.create("http://127.0.0.1:1")), "/mirror"));
  private final Mirror mirror = new Mirror(keys, clock, new Shelf(keys), new Beats(nowhere, clock));
  private final Feed feed = new Feed();

  @BeforeEach
  void feed() {
    mirror.feed(feed);
  }

  @AfterEach
  void close() {
    nowhere.close();
  }

  @Test
  void whatIsAsItWasIsKeptWhenAllIsListedAgain() {
    mirror.load(listing("1.0", 7), new Position("one", 10));
    Member before = member();
    mirror.load(listing("1.0", 7), new Position("one", 20));
    assertThat(member()).isSameAs(before);
  }

  /** As after a back-up was restored, when others have written since. */
  @Test
  void ofAnotherEpochTheSameRevisionIsNotTheSame() {
    mirror.load(listing("1.0", 7), new Position("one", 10));
    mirror.load(listing("2.0", 7), new Position("two", 10));
    assertThat(member().registration().version()).isEqualTo("2.0");
    mirror.load(listing("2.0", 8), new Position("three", 10));
    assertThat(Objects.requireNonNull(mirror.entry(AGENT)).life())
        .as("the lease by which it lives")
        .isEqualTo(new Entry.Life(7, stamp(), 8));
  }

  private Listing listing(String version, long lease) {
    Listing listing = new Listing();
    Filed filed =
        new Filed(
            ChangeKind.LIVE,
            clock.instant(),
            false,
            null,
            Registration.builder("a", "web", version, "host").build());
    listing.record(AGENT, new Entry.At<>(7, filed));
    listing.life(AGENT, new Entry.Life(7, stamp(), lease));
    return listing;
  }

  private Stamp stamp() {
    return new Stamp(Standing.LIVE, clock.instant(), 1, clock.instant());
  }

  private Member member() {
    return Objects.requireNonNull(feed.catalog().member(AGENT));
  }
}
