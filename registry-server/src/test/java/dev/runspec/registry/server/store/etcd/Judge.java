package dev.runspec.registry.server.store.etcd;

import dev.runspec.registry.InstanceId;
import dev.runspec.registry.catalog.Member.Standing;
import dev.runspec.registry.engine.Registry;
import dev.runspec.registry.server.simulation.Strands;
import dev.runspec.registry.server.store.etcd.gateway.Change;
import dev.runspec.registry.server.store.etcd.gateway.KeyValue;
import dev.runspec.registry.server.store.etcd.gateway.SimulatedEtcd;
import dev.runspec.registry.server.store.etcd.gateway.Witness;
import dev.runspec.registry.simulation.History;
import dev.runspec.registry.simulation.Reply;
import dev.runspec.registry.simulation.Request;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sees all that is written to etcd, and who wrote it: each write makes of an instance just what was
 * asked for, on top of what was there, and each acknowledgement tells of a write that was done.
 */
final class Judge implements Witness {

  private final InstantSource time;
  private final Strands strands;
  private final SimulatedEtcd etcd;
  private final History history;
  private final Keys keys = new Keys(Site.PREFIX);
  private final Map<InstanceId, Account> accounts = new LinkedHashMap<>();

  /** What lies on the shelf. */
  private final Set<String> definitions = new HashSet<>();

  private final Decoder decoder = new Decoder(keys);
  private int requests;
  private Instant restoredAt = Instant.MIN;

  Judge(InstantSource time, Strands strands, SimulatedEtcd etcd, History history) {
    this.time = time;
    this.strands = strands;
    this.etcd = etcd;
    this.history = history;
  }

  /** A request that a replica is busy with. */
  static final class Intent {
    private final int number;
    private final Site.Run run;
    private final Request request;
    private final Instant begin;
    private final long from;
    private final int course;
    private long written;
    private boolean isOver;

    private Intent(
        int number, Site.Run run, Request request, Instant begin, long from, int course) {
      this.number = number;
      this.run = run;
      this.request = request;
      this.begin = begin;
      this.from = from;
      this.course = course;
    }

    Site.Run run() {
      return run;
    }

    long written() {
      return written;
    }

    @Override
    public String toString() {
      return run + " for #" + number + " " + request.brief();
    }
  }

  /** That those who have been away for so long are to be forgotten. */
  record Reaping(Duration retention) {}

  Map<InstanceId, Account> accounts() {
    return accounts;
  }

  private Account account(InstanceId id) {
    return accounts.computeIfAbsent(id, Account::new);
  }

  Intent asked(Site.Run run, Request request) {
    // A beat is answered from memory, which may be behind.
    boolean isBeat = request instanceof Request.Beat;
    if (isBeat) {
      account(request.id()).heard(time.instant()); // also if the rest of it is refused
    }
    long from = isBeat ? Math.min(run.seen(), etcd.revision()) : etcd.revision();
    return new Intent(++requests, run, request, time.instant(), from, etcd.course());
  }

  @Override
  public void written(@Nullable Object author, long revision, List<Change> changes) {
    try {
      judge(author, revision, changes);
    } catch (AssertionError e) {
      Site.Run run = run(author);
      strands.fail(run != null && isUnnoticed(run) ? new Spoilt(e) : e);
    }
  }

  private static Site.@Nullable Run run(@Nullable Object author) {
    return author instanceof Intent intent
        ? intent.run
        : author instanceof Site.Run run ? run : null;
  }

  /**
   * A replica that runs while a back-up is put in etcd's place can write what fits only to what was
   * there before, until it notices. To restore, everything has to be stopped first.
   */
  static final class Spoilt extends AssertionError {
    private static final long serialVersionUID = 1;

    private Spoilt(AssertionError by) {
      super("written to a back-up, for what was there before it", by);
    }
  }

  private void judge(@Nullable Object author, long revision, List<Change> changes) {
    Set<InstanceId> touched = new LinkedHashSet<>();
    for (Change change : changes) {
      KeyValue after = change.after();
      InstanceId id = decoder.instance(after.key());
      if (id != null) {
        touched.add(id);
      } else {
        decoder.follow(definitions, change);
      }
    }
    for (InstanceId id : touched) {
      Account account = account(id);
      Told before = account.told();
      boolean isToForget =
          author instanceof Reaping reaping
              && account.isAwayFor(reaping.retention(), time.instant());
      account.now(decoder.read(etcd, id), revision, time.instant());
      Told after = account.told();
      history.add(
          "etcd "
              + revision
              + ", "
              + (author == null ? "etcd" : author)
              + ": "
              + id
              + " "
              + brief(before)
              + " -> "
              + brief(after));
      if (author instanceof Intent intent) {
        mustBeWanted(intent, account, before, after);
        intent.written = revision;
        if (after != null && after.isLive()) {
          account.heard(time.instant());
        }
      } else if (author instanceof Reaping) {
        must(
            after == null && before != null && !before.isLive() && isToForget,
            () -> id + " was forgotten too soon, or not at all");
      } else if (author != null) {
        mustBeChore(author, account, before, after);
      } else {
        must(
            before != null
                && before.isLive()
                && Objects.equals(after, before.standing(Standing.STALE)),
            () -> "the end of a lease makes of " + before + "\n  this: " + after);
      }
      mustBeWhole(account);
    }
    if (touched.isEmpty() && changes.stream().anyMatch(change -> change.isDeletion())) {
      accounts.values().forEach(this::mustBeWhole);
    }
  }

  private static String brief(@Nullable Told told) {
    return told == null
        ? "nothing"
        : told.standing()
            + (told.isDraining() ? " draining " : " ")
            + told.registration().version()
            + " "
            + told.registration().toolsHash()
            + (told.registration().tools() == null ? " without tools" : "");
  }

  private static void mustBeWanted(
      Intent intent, Account account, @Nullable Told before, @Nullable Told after) {
    Set<Told> wanted = Told.after(before, intent.request);
    must(
        after != null && wanted.contains(after) && account.isFor(intent.request.id()),
        () -> intent + " makes of\n  " + before + "\nthis\n  " + after + "\nand not\n  " + wanted);
  }

  private void mustBeChore(
      Object author, Account account, @Nullable Told before, @Nullable Told after) {
    if (Objects.equals(before, after)) {
      return;
    }
    if (before == null || after == null || !after.equals(before.standing(after.standing()))) {
      throw new AssertionError(author + " makes by itself of\n  " + before + "\nthis\n  " + after);
    }
    Standing from = before.standing();
    Standing to = after.standing();
    Instant now = time.instant();
    boolean isRight =
        (from == Standing.STALE && to == Standing.LIVE && account.mayLive(now))
            || (from == Standing.LIVE && to == Standing.STALE && !account.mustLive(now));
    must(
        isRight,
        () -> author + " makes " + account.id() + " " + to + " by itself, who was " + from);
  }

  /** All that a record refers to lies on the shelf. */
  private void mustBeWhole(Account account) {
    Told told = account.told();
    if (told != null) {
      told.registration()
          .publishedTools()
          .forEach(
              tool ->
                  must(
                      definitions.contains(tool.definition().hash()),
                      () -> account.id() + " refers to " + tool.name() + ", which was removed"));
    }
  }

  /** A replica answered. */
  void answered(Intent intent, Reply.Kind kind, Registry registry) {
    intent.isOver = true;
    if (kind == Reply.Kind.DONE && intent.request instanceof Request.Beat) {
      account(intent.request.id()).beaten(intent.run, intent.begin, time.instant());
    }
    if (kind == Reply.Kind.REFUSED || intent.course != etcd.course() || isUnnoticed(intent.run)) {
      return;
    }
    InstanceId id = intent.request.id();
    Account account = account(id);
    if (kind == Reply.Kind.UNKNOWN) {
      must(
          account.wasSince(intent.from, Objects::isNull),
          () -> intent + " is told that nobody is known who was there throughout");
      return;
    }
    if (intent.written == 0) {
      must(
          account.wasSince(
              intent.from, told -> told != null && Told.after(told, intent.request).contains(told)),
          () -> intent + " was acknowledged, and nothing was done");
    }
    must(
        SimulatedCrew.isSeen(registry.feed(), intent.written),
        () -> intent + " was acknowledged at a replica that does not see it");
  }

  /** Whether a replica need not have noticed yet that etcd is another one. */
  boolean isUnnoticed(Site.Run run) {
    return !restoredAt.equals(Instant.MIN)
        && (restoredAt.plus(Account.NOTICING).isAfter(time.instant())
            || !run.isInContact(Duration.ofSeconds(10)));
  }

  @Override
  public void renewed(@Nullable Object author, long lease, boolean isThere) {
    if (!isThere) {
      return;
    }
    Instant now = time.instant();
    for (Account account : accounts.values()) {
      if (account.isBy(lease) && author instanceof Intent intent) {
        account.renewed(intent.run, now);
        if (account.isFor(intent.request.id()) && !intent.isOver) {
          account.heard(now); // also if it is refused in the end
        }
      } else if (account.isBy(lease) && author instanceof Site.Run run) {
        account.renewed(run, now);
      }
    }
  }

  /** Etcd is what it was once. */
  void restored() {
    restoredAt = time.instant();
    accounts.clear();
    definitions.clear();
    for (KeyValue each : etcd.present(keys.definitions())) {
      decoder.follow(definitions, new Change(null, each, false));
    }
    for (KeyValue each : etcd.present(keys.records())) {
      InstanceId id = Objects.requireNonNull(decoder.instance(each.key()));
      Account account = account(id);
      account.now(decoder.read(etcd, id), etcd.revision(), Instant.MIN);
      account.heard(time.instant());
      account.restored(restoredAt);
    }
  }

  static void must(boolean isSo, Supplier<String> otherwise) {
    if (!isSo) {
      throw new AssertionError(otherwise.get());
    }
  }
}
