package dev.runspec.registry.server.live;

import dev.runspec.registry.ToolName;
import dev.runspec.registry.engine.Feed;
import dev.runspec.registry.engine.FeedEvent;
import dev.runspec.registry.engine.Place;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Everybody who waits. One thread reads along the feed and wakes those whom an event touches;
 * {@link #tick} wakes those whose time is up. Waiting costs memory only.
 */
public final class Live implements AutoCloseable {

  private static final Duration LOOK_UP = Duration.ofHours(1);

  private final Feed feed;
  private final InstantSource clock;
  private final Semaphore room;
  private final int most;
  private final LongAdder woken = new LongAdder();
  private final Activity activity;
  private final Map<Topic, Set<Sleeper>> sleepers = new ConcurrentHashMap<>();
  private final Thread thread;
  private volatile boolean isClosed;

  private Live(Feed feed, InstantSource clock, int most) {
    this.feed = feed;
    this.clock = clock;
    this.room = new Semaphore(most);
    this.most = most;
    this.activity = new Activity(clock.instant());
    // Taken here and not on the thread: whoever waits before that runs must not miss what comes.
    Place start = feed.latest();
    this.thread = new Thread(() -> run(start), "registry-live");
  }

  /**
   * Begins to read along.
   *
   * @param most how many may wait at a time
   */
  public static Live start(Feed feed, InstantSource clock, int most) {
    Live live = new Live(feed, clock, most);
    live.thread.setDaemon(true);
    live.thread.start();
    return live;
  }

  /** The feed that is read along. */
  public Feed feed() {
    return feed;
  }

  /** The time by which everybody waits. */
  public InstantSource clock() {
    return clock;
  }

  /** What has happened lately. */
  public Activity activity() {
    return activity;
  }

  /** How many wait at present. */
  public int waiting() {
    return most - room.availablePermits();
  }

  /** How often somebody was woken by an event that touched what it waits for. */
  public long woken() {
    return woken.sum();
  }

  /** Whether nobody is let in any more. */
  public boolean isClosed() {
    return isClosed;
  }

  /** A place to wait at; null when there is no more room, or this is closed. */
  public @Nullable Seat seat(Topic topic) {
    if (isClosed || !room.tryAcquire()) {
      return null;
    }
    return new Seat(this, topic);
  }

  /** Wakes everybody whose time is up. Somebody calls this a few times a second. */
  public void tick() {
    Instant now = clock.instant();
    for (Set<Sleeper> group : sleepers.values()) {
      for (Sleeper sleeper : group) {
        if (!now.isBefore(sleeper.until())) {
          sleeper.wake();
        }
      }
    }
  }

  /** Wakes everybody, and lets nobody in any more. */
  @Override
  public void close() {
    isClosed = true;
    thread.interrupt();
    wakeAll();
  }

  void enter(Sleeper sleeper) {
    sleepers.compute(
        sleeper.topic(),
        (topic, known) -> {
          Set<Sleeper> group = known == null ? ConcurrentHashMap.newKeySet(2) : known;
          group.add(sleeper);
          return group;
        });
    if (isClosed) {
      sleeper.wake();
    }
  }

  void leave(Sleeper sleeper) {
    sleepers.computeIfPresent(
        sleeper.topic(),
        (topic, group) -> {
          group.remove(sleeper);
          return group.isEmpty() ? null : group;
        });
    room.release();
  }

  private void run(Place start) {
    Place place = start;
    try {
      while (!isClosed) {
        Place next = place.next();
        if (next != null) {
          FeedEvent event = next.event();
          place = next;
          if (event != null) {
            activity.count(event.change().kind(), feed.catalog().census(), clock.instant());
            wake(event);
            continue;
          }
        }
        if (place.isLost()) {
          place = feed.latest();
          wakeAll();
        } else {
          feed.awaitBeyond(place, LOOK_UP);
        }
      }
    } catch (InterruptedException e) {
      wakeAll(); // this is closed
    }
  }

  private void wake(FeedEvent event) {
    wake(Topic.EVENTS);
    wake(Topic.INSTANCES);
    wake(new Topic.Instance(event.change().id()));
    if (sleepers.isEmpty()) {
      return;
    }
    Touched touched = Touched.by(event);
    if (touched.isHost()) {
      wake(Topic.HOSTS);
    }
    Set<ToolName> tools = touched.tools();
    if (!tools.isEmpty()) {
      wake(Topic.TOOLS);
    }
    tools.forEach(tool -> wake(new Topic.Tool(tool)));
  }

  private void wake(Topic topic) {
    for (Sleeper sleeper : sleepers.getOrDefault(topic, Set.of())) {
      sleeper.wake();
      woken.increment();
    }
  }

  private void wakeAll() {
    sleepers.values().forEach(group -> group.forEach(Sleeper::wake));
  }

  /** Waits, by the rules of {@link Seat#await}. */
  boolean await(Sleeper sleeper, BooleanSupplier isOver) throws InterruptedException {
    while (true) {
      if (isOver.getAsBoolean()) {
        return true;
      }
      if (isClosed || !clock.instant().isBefore(sleeper.until())) {
        return false;
      }
      sleeper.sleep();
    }
  }
}
