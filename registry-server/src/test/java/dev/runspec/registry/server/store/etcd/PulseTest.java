package dev.runspec.registry.server.store.etcd;

import static dev.runspec.registry.Samples.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.HandClock;
import dev.runspec.registry.InstanceId;
import dev.runspec.registry.server.process.Until;
import dev.runspec.registry.server.store.etcd.gateway.Etcd;
import dev.runspec.registry.server.store.etcd.gateway.EtcdConfig;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PulseTest {

  private static final InstanceId AGENT = id("a");

  private final HandClock clock = HandClock.atNoon();
  private final Instant noon = clock.instant();
  private final Keys keys = new Keys("/pulse");
  private final Listener etcd = new Listener();
  private final Mirror mirror = new Mirror(keys, clock, new Shelf(keys), new Beats(etcd, clock));
  private final ThreadCrew crew = new ThreadCrew();
  private final Pulse pulse = new Pulse(etcd, keys, mirror, clock, crew);
  private final ExecutorService others = Executors.newCachedThreadPool();

  /** Has no etcd, and keeps what is said to it. */
  private static final class Listener extends Etcd {

    private final List<Word> words = new CopyOnWriteArrayList<>();

    Listener() {
      super(EtcdConfig.of(List.of(URI.create("http://127.0.0.1:1")), "/pulse"));
    }

    @Override
    public long grant(long seconds) {
      return 1;
    }

    @Override
    public long put(String key, byte[] value, long lease) {
      words.add(Word.read(value));
      return words.size();
    }
  }

  @AfterEach
  void close() {
    others.shutdownNow();
    crew.close();
    etcd.close();
  }

  @Test
  void aWordIsCompleteUntilItWasSaid() {
    assertThat(hearAndNote()).isTrue();
    clock.advance(Duration.ofSeconds(1));
    long unused = pulse.begin();

    assertThat(etcd.words).singleElement().extracting(Word::until).isEqualTo(noon.plusSeconds(1));
    assertThat(etcd.words.get(0).beats()).containsOnlyKeys(AGENT);
  }

  @Test
  void aWordWaitsForWhoWasHeardAndIsNotNotedYet() throws Exception {
    CountDownLatch heard = new CountDownLatch(1);
    CountDownLatch noted = new CountDownLatch(1);
    Future<Boolean> hearer =
        others.submit(
            () ->
                pulse.hear(
                    now -> {
                      heard.countDown();
                      await(noted);
                      pulse.note(AGENT, now, null);
                      return true;
                    }));
    await(heard);
    clock.advance(Duration.ofSeconds(1));
    Thread speaker = new Thread(pulse::begin);
    speaker.start();
    Until.holds("it waits", () -> speaker.getState() == Thread.State.WAITING);
    assertThat(etcd.words).isEmpty();
    noted.countDown();

    assertThat(hearer.get()).isTrue();
    speaker.join();
    Word word = etcd.words.get(0);
    assertThat(word.until()).isEqualTo(noon.plusSeconds(1));
    assertThat(word.beats().get(AGENT)).isEqualTo(new Word.Heard(noon, null));
  }

  private boolean hearAndNote() {
    return pulse.hear(
        now -> {
          pulse.note(AGENT, now, null);
          return true;
        });
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
