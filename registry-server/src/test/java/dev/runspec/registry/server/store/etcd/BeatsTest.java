package dev.runspec.registry.server.store.etcd;

import static dev.runspec.registry.Samples.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.HandClock;
import dev.runspec.registry.server.store.etcd.Beats.Beat;
import dev.runspec.registry.server.store.etcd.gateway.Etcd;
import dev.runspec.registry.server.store.etcd.gateway.EtcdConfig;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BeatsTest {

  private static final long LEASE = 7;
  private static final Duration TIME_TO_LIVE = Duration.ofSeconds(9);

  private final HandClock clock = HandClock.atNoon();
  private final Leases etcd = new Leases();
  private final Beats beats = new Beats(etcd, clock);
  private final Beat beat =
      new Beat(id("a"), LEASE, clock.instant(), clock.instant().plus(TIME_TO_LIVE));

  /** Has no etcd, and answers for every lease with the same time. */
  private static final class Leases extends Etcd {

    private final List<Long> renewed = new ArrayList<>();
    private long seconds = TIME_TO_LIVE.toSeconds();

    Leases() {
      super(EtcdConfig.of(List.of(URI.create("http://127.0.0.1:1")), "/beats"));
    }

    @Override
    public Map<Long, Long> keepAlive(Collection<Long> leases) {
      renewed.addAll(leases);
      Map<Long, Long> answers = new HashMap<>();
      leases.forEach(lease -> answers.put(lease, seconds));
      return answers;
    }
  }

  @AfterEach
  void close() {
    etcd.close();
  }

  @Test
  void aBeatIsSentOnce() {
    beats.add(beat);
    beats.send();
    beats.send();
    assertThat(etcd.renewed).containsExactly(LEASE);
  }

  @Test
  void aLeaseInDoubtIsNotRenewedAndWaitsForAnother() {
    doubt();
    beats.send();
    assertThat(etcd.renewed).isEmpty();
    assertThat(beats.takeUnfit(any -> true)).containsExactly(beat);
  }

  /** While etcd grants no others it is renewed; it may still be renewed by what went astray. */
  @Test
  void aLeaseInDoubtThatIsReliedOnForAWhileIsInDoubtAfterwards() {
    doubt();
    beats.trust(true);
    beats.send();
    assertThat(etcd.renewed).containsExactly(LEASE);
    beats.trust(false);
    beats.send();
    assertThat(etcd.renewed).containsExactly(LEASE);
    assertThat(beats.takeUnfit(any -> true)).containsExactly(beat);
  }

  private void doubt() {
    etcd.seconds = 0;
    beats.add(beat);
    beats.send();
    etcd.renewed.clear();
    etcd.seconds = TIME_TO_LIVE.toSeconds();
  }
}
