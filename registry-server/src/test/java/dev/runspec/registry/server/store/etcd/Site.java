package dev.runspec.registry.server.store.etcd;

import dev.runspec.registry.InstanceId;
import dev.runspec.registry.engine.InstanceStore.Outcome;
import dev.runspec.registry.engine.Registry;
import dev.runspec.registry.engine.StoreUnavailable;
import dev.runspec.registry.server.simulation.Strands;
import dev.runspec.registry.server.store.etcd.gateway.Link;
import dev.runspec.registry.server.store.etcd.gateway.SimulatedEtcd;
import dev.runspec.registry.server.store.etcd.gateway.SimulatedMembers;
import dev.runspec.registry.simulation.History;
import dev.runspec.registry.simulation.Reply;
import dev.runspec.registry.simulation.Request;
import dev.runspec.registry.simulation.Schedule;
import dev.runspec.registry.simulation.Watchers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where one replica runs: it may end, be started afresh, be stopped for a while and continued. */
final class Site {

  static final String PREFIX = "/r";

  private final int number;
  private final Schedule time;
  private final Strands strands;
  private final Random random;
  private final SimulatedEtcd etcd;
  private final Judge judge;
  private final History history;
  private final Link link;
  private Duration offset = Duration.ZERO;
  private @Nullable Run run;

  Site(
      int number,
      Schedule time,
      Strands strands,
      Random random,
      SimulatedEtcd etcd,
      Judge judge,
      History history) {
    this.number = number;
    this.time = time;
    this.strands = strands;
    this.random = random;
    this.etcd = etcd;
    this.judge = judge;
    this.history = history;
    this.link = new Link(strands, random);
  }

  /** From a start to its end. */
  final class Run {
    private final Strands.Program process = strands.program();
    private final SimulatedMembers members =
        new SimulatedMembers(strands, process, link, etcd, time);
    private Watchers watchers = new Watchers(random, Told::of);
    private String epoch = "";
    private @Nullable Registry registry;
    private Instant contact = time.instant();

    /** What it shows; null as long as it is not open. */
    @Nullable Registry registry() {
      return registry;
    }

    boolean isFrozen() {
      return process.isFrozen();
    }

    boolean isDead() {
      return process.isDead();
    }

    /** Whether it is about to end, or has ended. */
    boolean isLeaving() {
      return run != this;
    }

    /** Up to which revision it has come. */
    long seen() {
      Registry open = registry;
      return open == null ? 0 : Math.max(members.taken(), open.catalog().revision());
    }

    /** Whether nothing has kept it from etcd for so long. */
    boolean isInContact(Duration forAtLeast) {
      return isInContact() && !contact.plus(forAtLeast).isAfter(time.instant());
    }

    private boolean isInContact() {
      return !isDead()
          && !isFrozen()
          && registry != null
          && link.isFair()
          && etcd.isUp()
          && !etcd.isFull();
    }

    /** Looks how it is now. */
    void look() {
      if (!isInContact()) {
        contact = time.instant();
      }
      Registry open = registry;
      if (open != null && !isFrozen()) {
        if (!open.catalog().position().epoch().equals(epoch)) {
          epoch = open.catalog().position().epoch();
          watchers = new Watchers(random, Told::of);
        }
        watchers.look(open);
      }
    }

    void disturbed() {
      contact = time.instant();
    }

    @Override
    public String toString() {
      return "replica " + number;
    }
  }

  Link link() {
    return link;
  }

  @Nullable Run run() {
    return run;
  }

  @Nullable Registry registry() {
    Run present = run;
    return present == null ? null : present.registry;
  }

  /** Starts, with a clock that is so much off. */
  void start(Duration off) {
    offset = off;
    Run begun = new Run();
    run = begun;
    history.add(begun + " starts, its clock is " + off + " off");
    Duration fixed = offset;
    InstantSource clock = () -> time.instant().plus(fixed);
    Thread unused =
        begun.process.start(
            () -> {
              SimulatedMembers.author(begun);
              Crew crew = new SimulatedCrew(begun.process, new Random(random.nextLong()), begun);
              EtcdStore store = new EtcdStore(begun.members.etcd(), PREFIX, clock, crew);
              try {
                begun.registry = Registry.open(store, clock);
                history.add(begun + " is open at " + begun.seen());
              } catch (StoreUnavailable e) {
                history.add(begun + " does not start: " + e.getMessage());
                ended(begun);
                strands.after(Duration.ofSeconds(2), () -> startUnlessThere(off));
              }
            });
    strands.settle();
  }

  private void startUnlessThere(Duration off) {
    if (run == null) {
      start(off);
    }
  }

  private void ended(Run gone) {
    if (run == gone) {
      run = null;
    }
    strands.after(Duration.ZERO, gone.process::kill);
  }

  /** Ends at once. */
  void kill() {
    Run killed = run;
    if (killed != null) {
      history.add(killed + " is killed");
      run = null;
      killed.process.kill();
    }
  }

  /** Ends as it should. */
  void stop() {
    Run stopped = run;
    Registry open = registry();
    if (stopped == null || open == null) {
      kill();
      return;
    }
    history.add(stopped + " is to end");
    run = null;
    Thread unused =
        stopped.process.start(
            () -> {
              SimulatedMembers.author(stopped);
              open.close();
              history.add(stopped + " has ended");
              ended(stopped);
            });
    strands.settle();
  }

  void freeze() {
    Run present = run;
    if (present != null) {
      history.add(present + " is frozen");
      present.process.freeze();
    }
  }

  void resume() {
    Run present = run;
    if (present != null && present.isFrozen()) {
      history.add(present + " goes on");
      present.disturbed();
      present.process.resume();
    }
  }

  /** Something is asked; silence when it ends meanwhile. */
  void handle(Request request, Consumer<Reply> receiver) {
    Run present = run;
    Registry open = registry();
    if (present == null || open == null) {
      receiver.accept(Reply.REFUSED);
      return;
    }
    Thread unused =
        present.process.start(
            () -> {
              Judge.Intent intent = judge.asked(present, request);
              SimulatedMembers.author(intent);
              Reply reply;
              try {
                reply = answered(open, request);
              } catch (StoreUnavailable e) {
                reply = Reply.REFUSED;
              }
              history.add(present + ", " + request.brief() + ": " + reply.kind());
              judge.answered(intent, reply.kind(), open);
              receiver.accept(reply);
            });
    strands.settle();
  }

  private static Reply answered(Registry registry, Request request) {
    InstanceId id = request.id();
    if (request instanceof Request.Beat beat) {
      Registry.BeatAnswer answer = registry.beat(id, beat.heartbeat());
      boolean isKnown = registry.catalog().member(id) != null;
      return new Reply(isKnown ? Reply.Kind.DONE : Reply.Kind.UNKNOWN, answer.isRefreshWanted());
    }
    if (request instanceof Request.Register register) {
      registry.register(register.registration());
      return Reply.DONE;
    }
    Outcome outcome =
        request instanceof Request.Publish publish
            ? registry.publish(id, publish.tools(), publish.hash())
            : request instanceof Request.Drain
                ? registry.drain(id)
                : request instanceof Request.Undrain
                    ? registry.undrain(id)
                    : registry.deregister(id);
    return outcome == Outcome.DONE ? Reply.DONE : Reply.UNKNOWN;
  }

  /** Forgets who has been away for so long. */
  void reap(Duration retention) {
    begin(
        (present, open) -> {
          SimulatedMembers.author(new Judge.Reaping(retention));
          try {
            history.add(present + " forgets " + open.reap(retention));
          } catch (StoreUnavailable e) {
            history.add(present + " cannot forget");
          }
        });
  }

  /**
   * Whoever wrote this revision reads here: what it wrote is seen, or it is told that it is not.
   */
  void readBack(long shown, long written, int course) {
    begin(
        (present, open) -> {
          boolean isSeen =
              present.process.await(
                  () -> SimulatedCrew.isSeen(open.feed(), shown), Duration.ofSeconds(2));
          if (isSeen && etcd.course() == course && present.seen() < written) {
            throw new AssertionError(
                present
                    + " says that it sees "
                    + shown
                    + " and has come to "
                    + present.seen()
                    + ", but "
                    + written
                    + " was written");
          }
        });
  }

  /** Begins something here, unless this replica is not there. */
  private void begin(BiConsumer<Run, Registry> work) {
    Run present = run;
    Registry open = registry();
    if (present != null && open != null) {
      Thread unused = present.process.start(() -> work.accept(present, open));
      strands.settle();
    }
  }
}
