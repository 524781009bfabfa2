package dev.runspec.registry.engine;

import static dev.runspec.registry.Samples.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.catalog.Lease;
import dev.runspec.registry.catalog.Vitals;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ExpiryQueueTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final ExpiryQueue queue = new ExpiryQueue();

  @Test
  void anEmptyQueueIsNeverDue() {
    assertThat(queue.next()).isEqualTo(Instant.MAX);
    assertThat(queue.poll(Instant.MAX)).isNull();
  }

  @Test
  void oneIsDueAtTheEndOfItsLease() {
    Vitals vitals = vitals(90);
    queue.add(id("a"), vitals);

    assertThat(queue.next()).isEqualTo(NOON.plusSeconds(90));
    assertThat(queue.poll(NOON.plusSeconds(90).minusNanos(1))).isNull();
    assertThat(queue.poll(NOON.plusSeconds(90)))
        .isEqualTo(new ExpiryQueue.Due(NOON.plusSeconds(90), id("a"), vitals));
    assertThat(queue.poll(NOON.plusSeconds(90))).isNull();
    assertThat(queue.next()).isEqualTo(Instant.MAX);
  }

  @Test
  void readersAreToldUntilAllWhoAreDueWereDealtWith() {
    queue.add(id("a"), vitals(90));
    queue.add(id("b"), vitals(120));

    assertThat(queue.poll(NOON.plusSeconds(100))).isNotNull();
    assertThat(queue.next()).isEqualTo(NOON.plusSeconds(90));

    assertThat(queue.poll(NOON.plusSeconds(100))).isNull();
    assertThat(queue.next()).isEqualTo(NOON.plusSeconds(120));
  }

  @Test
  void aBeatLeavesTheQueueAlone() {
    Vitals vitals = vitals(90);
    queue.add(id("a"), vitals);

    vitals.renew(NOON.plusSeconds(60), Duration.ofSeconds(90));

    assertThat(queue.next()).isEqualTo(NOON.plusSeconds(90));
    assertThat(queue.poll(NOON.plusSeconds(90))).isNotNull();
  }

  @Property(tries = 200)
  void allComeOutInTheOrderOfTheirTimeAndNoneTooEarly(
      @ForAll @Size(max = 50) List<@IntRange(max = 100) Integer> seconds) {
    ExpiryQueue all = new ExpiryQueue();
    seconds.forEach(each -> all.add(id("i" + each), vitals(each)));
    List<Integer> out = new ArrayList<>();
    for (int now = 0; now <= 100; now++) {
      while (all.poll(NOON.plusSeconds(now)) != null) {
        out.add(now);
      }
      Instant moment = NOON.plusSeconds(now);
      assertThat(all.next()).isAfter(moment);
    }

    assertThat(out).isEqualTo(seconds.stream().sorted().toList());
  }

  private static Vitals vitals(int seconds) {
    return new Vitals(Lease.granted(NOON, Duration.ofSeconds(seconds)));
  }
}
