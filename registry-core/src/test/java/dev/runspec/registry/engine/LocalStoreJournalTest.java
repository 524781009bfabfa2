package dev.runspec.registry.engine;

import static dev.runspec.registry.Samples.agent;
import static dev.runspec.registry.Samples.agentWith;
import static dev.runspec.registry.Samples.id;
import static dev.runspec.registry.Samples.tools;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runspec.registry.HandClock;
import dev.runspec.registry.InstanceState;
import dev.runspec.registry.Registration;
import dev.runspec.registry.catalog.Catalog;
import dev.runspec.registry.catalog.Lease;
import dev.runspec.registry.catalog.Member;
import dev.runspec.registry.engine.InstanceStore.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a local store asks of its journal, and what it does when that fails or takes its time. */
class LocalStoreJournalTest {

  private static final Duration TIME_TO_LIVE = Duration.ofSeconds(90);

  private final HandClock clock = HandClock.atNoon();
  private final RecordingJournal journal = new RecordingJournal();
  private final LocalStore store = new LocalStore(journal, clock);

  @BeforeEach
  void open() {
    store.open(new Feed());
  }

  @AfterEach
  void close() {
    journal.failWith(null);
    store.close();
  }

  @Test
  void aWriterIsToldWhenTheJournalFailsAndNothingIsSeenOfItsWrite() {
    store.register(agentWith("a", "deploy"));
    Catalog before = store.catalog();
    journal.failWith(new StoreUnavailable("the disk is full"));

    List<Runnable> writes =
        List.of(
            () -> store.register(agentWith("b", "backup")),
            () -> store.register(agentWith("a", "backup")),
            () -> store.identify(agent("c").build()),
            () -> store.publish(id("a"), tools("backup"), null),
            () -> store.drain(id("a")),
            () -> store.deregister(id("a")));
    for (Runnable write : writes) {
      assertThatThrownBy(write::run)
          .isInstanceOf(StoreUnavailable.class)
          .hasMessage("the disk is full");
    }

    assertThat(store.catalog()).isSameAs(before);
    assertThat(store.trouble()).isEqualTo("the disk is full");
  }

  @Test
  void beatsAndStalenessGoOnWhileTheJournalFails() {
    store.register(agentWith("a", "deploy"));
    store.register(agentWith("b", "deploy"));
    journal.failWith(new StoreUnavailable("the disk is full"));

    clock.advance(Duration.ofSeconds(60));
    assertThat(store.beat(id("a"), null)).isEqualTo(Outcome.DONE);
    clock.advance(Duration.ofSeconds(30));

    assertThat(member("a").state()).isEqualTo(InstanceState.LIVE);
    assertThat(member("b").state()).isEqualTo(InstanceState.STALE);
    assertThat(store.beat(id("b"), null)).isEqualTo(Outcome.DONE);
    assertThat(member("b").state()).isEqualTo(InstanceState.LIVE);
  }

  @Test
  void writesWorkAgainWhenTheJournalDoes() {
    journal.failWith(new StoreUnavailable("the disk is full"));
    assertThatThrownBy(() -> store.register(agent("a").build()))
        .isInstanceOf(StoreUnavailable.class);

    journal.failWith(null);
    store.register(agent("a").build());

    assertThat(member("a").state()).isEqualTo(InstanceState.LIVE);
    assertThat(store.trouble()).isNull();
  }

  @Test
  void aJournalThatFailsUnexpectedlyIsUnavailableToo() {
    journal.failWith(new IllegalStateException("the driver is confused"));

    assertThatThrownBy(() -> store.register(agent("a").build()))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContaining("the driver is confused");

    assertThat(store.catalog().size()).isZero();
    assertThat(store.trouble()).contains("the driver is confused");
  }

  @Test
  void howInstancesStandIsWrittenOnceTheJournalWorksAgain() {
    store.register(agentWith("stale", "deploy"));
    store.register(agentWith("revived", "deploy"));
    store.register(agentWith("reaped", "deploy"));
    store.deregister(id("revived"));
    store.deregister(id("reaped"));
    journal.failWith(new StoreUnavailable("the disk is full"));
    clock.advance(TIME_TO_LIVE);
    assertThat(member("stale").state()).isEqualTo(InstanceState.STALE);
    store.beat(id("revived"), null);
    store.evict(member("reaped"));
    assertThatThrownBy(() -> store.register(agent("other").build()))
        .isInstanceOf(StoreUnavailable.class);

    journal.failWith(null);
    store.register(agent("other").build());

    List<Journal.Entry> last = journal.writes().get(journal.writes().size() - 1);
    assertThat(last).hasSize(4);
    assertThat(last)
        .filteredOn(Journal.Entry.Put.class::isInstance)
        .extracting(Journal.Entry::id)
        .containsExactly(id("other"));
    assertThat(last)
        .contains(
            new Journal.Entry.Mark(member("stale")),
            new Journal.Entry.Mark(member("revived")),
            new Journal.Entry.Remove(id("reaped")));
  }

  @Test
  void howAnInstanceStandsIsWrittenOnce() {
    store.register(agentWith("a", "deploy"));
    clock.advance(TIME_TO_LIVE);
    assertThat(member("a").state()).isEqualTo(InstanceState.STALE);
    store.register(agent("b").build());

    store.register(agent("c").build());

    assertThat(journal.writes().get(journal.writes().size() - 1)).hasSize(1);
    assertThat(journal.writes().stream().flatMap(List::stream))
        .filteredOn(Journal.Entry.Mark.class::isInstance)
        .hasSize(1);
  }

  @Test
  void beatsReachTheJournalOnlyWhenTheStoreIsClosed() {
    store.register(agentWith("a", "deploy"));
    int attempts = journal.attempts();

    for (int beat = 0; beat < 1000; beat++) {
      clock.advance(Duration.ofSeconds(30));
      store.beat(id("a"), null);
    }
    store.register(agent("b").build());
    assertThat(journal.attempts()).isEqualTo(attempts + 1);

    Member beaten = member("a");
    store.close();
    assertThat(journal.attempts()).isEqualTo(attempts + 2);
    assertThat(journal.writes().get(attempts + 1)).contains(new Journal.Entry.Mark(beaten));
  }

  @Test
  void whatChangesNothingIsNotWritten() {
    store.register(agentWith("a", "deploy"));
    store.undrain(id("a"));
    store.deregister(id("a"));
    store.deregister(id("a"));
    store.publish(id("nobody"), tools("deploy"), null);

    assertThat(journal.attempts()).isEqualTo(2);
  }

  @Test
  void writesThatWaitShareTheNextFlush() throws Exception {
    RecordingJournal.Gate gate = journal.holdNextWrite();
    List<Writer> writers = new ArrayList<>();
    writers.add(new Writer(() -> store.register(agent("first").build())));
    gate.awaitReached();
    for (int i = 0; i < 20; i++) {
      String id = "a" + i;
      writers.add(new Writer(() -> store.register(agent(id).build())));
    }
    awaitQueued(writers);
    assertThat(store.catalog().size()).isZero();

    gate.open();
    for (Writer writer : writers) {
      writer.finish();
    }

    assertThat(journal.writes()).extracting(List::size).containsExactly(1, 20);
    assertThat(store.catalog().size()).isEqualTo(21);
  }

  @Test
  void writesOfOneInstanceInOneFlushBuildOnEachOther() throws Exception {
    store.register(agent("a").build());
    RecordingJournal.Gate gate = journal.holdNextWrite();
    Writer first = new Writer(() -> store.register(agent("first").build()));
    gate.awaitReached();
    Writer publish = new Writer(() -> store.publish(id("a"), tools("deploy"), "h"));
    awaitQueued(List.of(publish));
    Writer identify =
        new Writer(
            () -> store.identify(Registration.builder("a", "web", "2.0", "elsewhere").build()));
    awaitQueued(List.of(identify));
    Writer drain = new Writer(() -> store.drain(id("a")));
    awaitQueued(List.of(drain));

    gate.open();
    for (Writer writer : List.of(first, publish, identify, drain)) {
      writer.finish();
    }

    Registration expected =
        Registration.builder("a", "web", "2.0", "elsewhere")
            .tools(tools("deploy"))
            .toolsHash("h")
            .build();
    assertThat(member("a").registration()).isEqualTo(expected);
    assertThat(member("a").isDraining()).isTrue();
    assertThat(journal.writes()).hasSize(3);
    LocalStore next = new LocalStore(journal.afterCrash(), clock);
    next.open(new Feed());
    Member kept = Objects.requireNonNull(next.catalog().member(id("a")));
    assertThat(kept.registration()).isEqualTo(expected);
    assertThat(kept.isDraining()).isTrue();
    next.close();
  }

  @Test
  void aLeaseStartsWhenTheWriteIsSeenHoweverLongTheFlushTook() throws Exception {
    RecordingJournal.Gate gate = journal.holdNextWrite();
    Instant asked = clock.instant();
    Writer writer = new Writer(() -> store.register(agent("a").build()));
    gate.awaitReached();
    clock.advance(TIME_TO_LIVE.plusSeconds(10));

    gate.open();
    writer.finish();

    assertThat(member("a").state()).isEqualTo(InstanceState.LIVE);
    assertThat(member("a").registeredAt()).isEqualTo(asked);
    assertThat(member("a").vitals().lease())
        .isEqualTo(Lease.granted(clock.instant(), TIME_TO_LIVE));
  }

  @Test
  void aBeatDuringASlowFlushCounts() throws Exception {
    store.register(agent("a").build());
    RecordingJournal.Gate gate = journal.holdNextWrite();
    Writer writer = new Writer(() -> store.register(agentWith("a", "deploy")));
    gate.awaitReached();
    clock.advance(Duration.ofSeconds(80));
    assertThat(store.beat(id("a"), null)).isEqualTo(Outcome.DONE);
    Instant end = clock.instant().plus(TIME_TO_LIVE);

    gate.open();
    writer.finish();

    assertThat(member("a").vitals().lease().expiresAt()).isEqualTo(end);
  }

  @Test
  void whoIsForgottenDuringTheFlushOfItsPublicationIsUnknown() throws Exception {
    store.register(agent("a").build());
    store.deregister(id("a"));
    RecordingJournal.Gate gate = journal.holdNextWrite();
    FutureTask<Outcome> publish =
        new FutureTask<>(() -> store.publish(id("a"), tools("deploy"), null));
    Thread thread = new Thread(publish);
    thread.start();
    gate.awaitReached();
    assertThat(store.evict(member("a"))).isEqualTo(Outcome.DONE);

    gate.open();

    assertThat(publish.get()).isEqualTo(Outcome.UNKNOWN);
    store.close();
    assertThat(journal.afterCrash().recover().members()).isEmpty();
  }

  @Test
  void whatWasAcknowledgedSurvivesACrash() {
    store.register(agentWith("a", "deploy"));
    store.register(agentWith("b", "deploy"));
    store.publish(id("a"), tools("backup"), "h");
    store.deregister(id("b"));
    long seen = store.catalog().revision();

    LocalStore next = new LocalStore(journal.afterCrash(), clock);
    next.open(new Feed());

    assertThat(next.catalog().members())
        .extracting(Member::registration)
        .containsExactly(
            agent("a").tools(tools("backup")).toolsHash("h").build(), agentWith("b", "deploy"));
    assertThat(next.catalog().members())
        .extracting(Member::state)
        .containsExactly(InstanceState.LIVE, InstanceState.GONE);
    assertThat(next.catalog().revision()).isGreaterThan(seen);
    next.close();
  }

  @Test
  void closingFinishesWhatWasBegunAndRefusesWhatComesLater() throws Exception {
    RecordingJournal.Gate gate = journal.holdNextWrite();
    Writer first = new Writer(() -> store.register(agent("first").build()));
    gate.awaitReached();
    Writer second = new Writer(() -> store.register(agent("second").build()));
    awaitQueued(List.of(second));
    Writer closer = new Writer(store::close);
    awaitQueued(List.of(closer));

    gate.open();
    first.finish();
    second.finish();
    closer.finish();

    assertThat(journal.afterCrash().recover().members()).hasSize(2);
    assertThatThrownBy(() -> store.register(agent("late").build()))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContaining("stopping");
    assertThat(journal.afterCrash().recover().members()).hasSize(2);
  }

  @Test
  void equalDefinitionsOfManyInstancesAreKeptOnce() {
    store.register(agentWith("a", "deploy"));
    store.register(agentWith("b", "deploy"));
    store.publish(id("b"), tools("deploy", "backup"), null);

    assertThat(member("a").registration().publishedTools().get(0))
        .isSameAs(member("b").registration().publishedTools().get(0));
  }

  private Member member(String id) {
    return Objects.requireNonNull(store.catalog().member(id(id)), () -> id + " is not known");
  }

  /** A thread that writes and waits. */
  private static final class Writer {

    private final FutureTask<Boolean> task;
    private final Thread thread;

    Writer(Runnable write) {
      task = new FutureTask<>(write, true);
      thread = new Thread(task);
      thread.start();
    }

    void finish() throws Exception {
      assertThat(task.get()).isTrue();
    }
  }

  /** Waits until all of them have handed over their write and wait for its end. */
  private static void awaitQueued(List<Writer> writers) {
    for (Writer writer : writers) {
      while (writer.thread.getState() != Thread.State.WAITING && !writer.task.isDone()) {
        Thread.onSpinWait();
      }
    }
  }
}
