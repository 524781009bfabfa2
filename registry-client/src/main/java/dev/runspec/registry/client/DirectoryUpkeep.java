package dev.runspec.registry.client;

import dev.runspec.registry.ErrorCode;
import dev.runspec.registry.Position;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the thread of a directory does: it reads everything, follows the events from there, and
 * reads afresh when some are missing; of a registry without events it reads everything again and
 * again. Confined to that thread, but for what is volatile or is a lock.
 */
final class DirectoryUpkeep implements Runnable {

  private static final System.Logger LOG = System.getLogger(DirectoryUpkeep.class.getName());

  private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));
  private static final Duration LONGEST_PATIENCE = Duration.ofMinutes(5);
  private static final Duration EVENTS_AGAIN = Duration.ofMinutes(1);
  private static final Duration QUIET = Duration.ofMinutes(1);
  private static final Duration LONG = Duration.ofDays(1);

  private final Line line;
  private final Caller caller;
  private final Duration limit;
  private final Duration pollInterval;
  private final Replica replica;
  private final DirectoryNews news;
  private final Doubt doubt;
  private final FullReader reader;
  private final @Nullable DirectoryFile file;
  private final Semaphore alarm = new Semaphore(0);
  private final CountDownLatch loaded = new CountDownLatch(1);
  private final CountDownLatch end = new CountDownLatch(1);
  private final Interruption interruption = new Interruption();
  private volatile boolean isClosing;
  private volatile boolean isLoaded;
  private volatile @Nullable Instant asOf;
  private int failures;
  private int gaps;
  private long eventsAgainAt;

  /**
   * @param limit how long one request may take
   */
  DirectoryUpkeep(Caller caller, Duration limit, DirectoryOptions options, Replica replica) {
    this.line = caller.line();
    this.caller = caller;
    this.limit = limit;
    this.pollInterval = options.pollInterval();
    this.replica = replica;
    this.news = new DirectoryNews(options.listener());
    this.doubt = new Doubt(line.pacer(), options.emptyGrace());
    this.reader = new FullReader(caller, limit);
    this.eventsAgainAt = line.pacer().nanos();
    Path path = options.cacheFile();
    this.file = path == null ? null : new DirectoryFile(path, line);
    if (file != null) {
      asOf = file.restore(replica);
    }
  }

  DirectoryState state() {
    return news.state();
  }

  /** When the replica was what the registry held; null before it ever was. */
  @Nullable Instant asOf() {
    return asOf;
  }

  boolean awaitLoaded(Duration atMost) throws InterruptedException {
    return loaded.await(atMost.toNanos(), TimeUnit.NANOSECONDS) && isLoaded;
  }

  /** Begins to close, and does not wait. */
  void part() {
    isClosing = true;
    alarm.release();
  }

  /** Whether it came to its end in that time. */
  boolean awaitEnd(Duration atMost) throws InterruptedException {
    return end.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void run() {
    try {
      news.tell(replica.catalog().live());
      news.become(DirectoryState.CONNECTING, Optional.empty());
      while (!isClosing) {
        rest(safeTurn());
      }
    } catch (InterruptedException e) {
      LOG.log(Level.DEBUG, "the directory of tools was interrupted, and ends");
    } finally {
      boolean wasInterrupted = interruption.holdOff(); // who is interrupted writes no file
      LOG.log(Level.DEBUG, () -> "the last request broke off: " + wasInterrupted);
      if (file != null) {
        file.save(replica.catalog(), asOf);
      }
      news.become(DirectoryState.CLOSED, Optional.empty());
      loaded.countDown();
      end.countDown();
    }
  }

  /** Breaks off what {@code thread} does here, unless it writes the file. */
  void breakOff(Thread thread) {
    interruption.of(thread);
  }

  /** A turn that ends in an error of ours, or in one that nobody thought of, is not the last. */
  private Duration safeTurn() throws InterruptedException {
    try {
      return turn();
    } catch (RuntimeException e) {
      failures++;
      LOG.log(isClosing ? Level.DEBUG : Level.ERROR, () -> "the directory of tools starts over", e);
      return BACKOFF.after(failures, line.random());
    }
  }

  /** Reads everything, and follows what happens then; how long to rest after that. */
  private Duration turn() throws InterruptedException {
    Instant begin = line.clock().instant();
    FullReading reading;
    try {
      reading = reader.read();
    } catch (RegistryException e) {
      return afterFailure(e);
    }
    failures = 0;
    take(reading, begin);
    news.tell(replica.catalog().live());
    isLoaded = true;
    loaded.countDown();
    Position position = reading.position();
    return position == null || line.pacer().nanos() - eventsAgainAt < 0 ? poll() : follow(position);
  }

  private Duration afterFailure(RegistryException failure) throws InterruptedException {
    if (isClosing || Thread.interrupted()) {
      throw new InterruptedException();
    }
    failures++;
    news.become(
        isLoaded ? DirectoryState.RECONNECTING : DirectoryState.CONNECTING, Optional.of(failure));
    Duration pause = BACKOFF.after(failures, line.random());
    Duration asked =
        failure instanceof RegistryRefused refused
            ? refused.retryAfter().orElse(Duration.ZERO)
            : Duration.ZERO;
    Duration patient = asked.compareTo(LONGEST_PATIENCE) < 0 ? asked : LONGEST_PATIENCE;
    return patient.compareTo(pause) > 0 ? patient : pause;
  }

  /** Takes what was read, but not that there is nobody where somebody was: that may be an error. */
  private void take(FullReading reading, Instant begin) {
    if (reading.isEmpty() && replica.catalog().size() > 0) {
      doubt.arise();
    }
    if (doubt.isOpen() && !doubt.left().isZero() && !replica.isConfirmedBy(reading)) {
      replica.lay(reading);
      return;
    }
    doubt.settle();
    replica.take(reading);
    asOf = begin;
  }

  private Duration poll() {
    stand(DirectoryState.POLLING);
    Duration pause = Backoff.spread(pollInterval, 0.9, 1.1, line.random());
    return doubt.isOpen() && doubt.left().compareTo(pause) < 0 ? doubt.left() : pause;
  }

  /** Follows the events from there, until everything must be read afresh. */
  private Duration follow(Position position) throws InterruptedException {
    DirectoryWatch watch = new DirectoryWatch(replica, this::upToDate, alarm);
    long begin = line.pacer().nanos();
    EventSubscription events =
        EventSubscription.begin(caller, limit, EventSelection.all().since(position), watch);
    try {
      while (!isClosing) {
        news.tell(replica.catalog().live());
        ResetReason gap = watch.gap();
        if (gap != null) {
          return afterGap(gap, Duration.ofNanos(line.pacer().nanos() - begin));
        }
        RegistryException failure = watch.failure();
        if (isWithoutEvents(failure)) {
          eventsAgainAt = line.pacer().nanos() + EVENTS_AGAIN.toNanos();
          return poll();
        }
        if (watch.isConnected()) {
          stand(DirectoryState.LIVE);
        } else if (failure != null) {
          news.become(DirectoryState.RECONNECTING, Optional.of(failure));
        }
        if (doubt.isOpen() && (doubt.left().isZero() || replica.isConfirmed())) {
          return Duration.ZERO;
        }
        line.pacer().pause(untilNextChore(), alarm);
      }
    } finally {
      events.close();
    }
    return Duration.ZERO;
  }

  /** A registry that keeps forgetting what happened is not read without a pause. */
  private Duration afterGap(ResetReason gap, Duration quiet) {
    LOG.log(Level.INFO, () -> "events are missing (" + gap + "): all instances are read afresh");
    news.become(DirectoryState.REREADING, Optional.empty());
    gaps = quiet.compareTo(QUIET) < 0 ? gaps + 1 : 1;
    return BACKOFF.after(gaps, line.random());
  }

  private static boolean isWithoutEvents(@Nullable RegistryException failure) {
    return failure instanceof RegistryRefused refused
        && (refused.code() == ErrorCode.ROUTE_NOT_FOUND
            || refused.code() == ErrorCode.METHOD_NOT_ALLOWED);
  }

  /** Tells that the registry is there, and how. */
  private void stand(DirectoryState there) {
    news.become(doubt.isOpen() ? DirectoryState.EMPTIED : there, Optional.empty());
  }

  /** Called on any thread. */
  private void upToDate() {
    if (!doubt.isOpen()) {
      asOf = line.clock().instant();
    }
  }

  /** Does what is due, and says how long nothing is. */
  private Duration untilNextChore() {
    Duration pause = LONG;
    if (file != null) {
      boolean wasInterrupted = interruption.holdOff();
      try {
        file.saveIfDue(replica.catalog(), asOf);
        pause = file.untilDue(replica.catalog(), pause);
      } finally {
        interruption.allow();
      }
      if (wasInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
    return doubt.isOpen() && doubt.left().compareTo(pause) < 0 ? doubt.left() : pause;
  }

  private void rest(Duration time) throws InterruptedException {
    long begin = line.pacer().nanos();
    for (Duration left = time;
        !isClosing && left.compareTo(Duration.ZERO) > 0;
        left = time.minusNanos(line.pacer().nanos() - begin)) {
      Duration chore = untilNextChore();
      line.pacer().pause(chore.compareTo(left) < 0 ? chore : left, alarm);
    }
  }
}
