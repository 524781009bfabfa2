package dev.runspec.registry.server.store.etcd;

import dev.runspec.registry.InstanceId;
import dev.runspec.registry.Position;
import dev.runspec.registry.server.store.etcd.Mirror.Listing;
import dev.runspec.registry.server.store.etcd.gateway.Etcd;
import dev.runspec.registry.server.store.etcd.gateway.EtcdFailure;
import dev.runspec.registry.server.store.etcd.gateway.KeyValue;
import dev.runspec.registry.server.store.etcd.gateway.Watch;
import dev.runspec.registry.server.store.etcd.gateway.Watch.Event;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The thread on which the mirror moves: it lists everything once and then follows etcd, event by
 * event. When the connection breaks it goes on behind the last event that it has; when etcd no
 * longer keeps what came after, it lists again.
 */
final class Follower implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Follower.class.getName());

  private static final Duration PAUSE = Duration.ofMillis(200);

  /** How many revisions of the past a new replica looks at, or less where etcd keeps less. */
  private static final int HISTORY = 4096;

  private static final byte[] ENDED = {};

  private final Etcd etcd;
  private final Keys keys;
  private final Epoch epoch;
  private final Mirror mirror;
  private final Shelf shelf;
  private final BiConsumer<String, byte[]> replicas;
  private final Crew crew;
  private @Nullable Thread thread;
  private volatile @Nullable Watch watch;
  private volatile boolean isToLoad;
  private volatile String followed = "";
  private volatile boolean isClosed;

  /**
   * @param replicas is told what replicas say: the key and the value, which is empty when one has
   *     ended
   */
  Follower(
      Etcd etcd,
      Keys keys,
      Epoch epoch,
      Mirror mirror,
      Shelf shelf,
      BiConsumer<String, byte[]> replicas,
      Crew crew) {
    this.etcd = etcd;
    this.keys = keys;
    this.epoch = epoch;
    this.mirror = mirror;
    this.shelf = shelf;
    this.replicas = replicas;
    this.crew = crew;
  }

  /**
   * Lists everything as it was a while ago and follows from there, so that readers who come from
   * another replica can go on where they were.
   */
  void start() {
    Position present = epoch.present();
    boolean isLoaded = false;
    for (int back = HISTORY; back > 0 && !isLoaded; back /= 4) {
      isLoaded = isKept(present.at(Math.max(1, present.revision() - back)));
    }
    if (!isLoaded) {
      load(epoch.present());
    }
    thread = crew.begin(this::run);
  }

  /** Lists everything as it was then; false when etcd no longer keeps that. */
  private boolean isKept(Position past) {
    try {
      load(past);
      return true;
    } catch (EtcdFailure failure) {
      if (failure.kind() != EtcdFailure.Kind.COMPACTED) {
        throw failure;
      }
      return false;
    }
  }

  /** Begins a new connection: this one brings nothing. */
  void reconnect() {
    Watch open = watch;
    if (open != null) {
      try {
        open.close();
      } catch (EtcdFailure e) {
        LOG.log(Level.DEBUG, "the watch was closed already", e);
      }
    }
  }

  /** Lists everything again: revisions do not go on from where we are. */
  void startOver() {
    isToLoad = true;
    reconnect();
  }

  /**
   * Looks whether this is still the epoch of etcd: revisions may have gone back, and be greater
   * again, while nothing came through.
   */
  void look() {
    if (isOfAnotherEpoch()) {
      startOver();
    }
  }

  private boolean isOfAnotherEpoch() {
    return !epoch.present().epoch().equals(followed);
  }

  private void run() {
    while (!isClosed) {
      try {
        if (isToLoad) {
          load(epoch.present());
        }
        follow();
      } catch (EtcdFailure failure) {
        if (failure.kind() == EtcdFailure.Kind.COMPACTED) {
          LOG.log(Level.INFO, "etcd no longer keeps what came after; reading everything again");
          isToLoad = true;
        } else if (!isClosed) {
          LOG.log(Level.DEBUG, "following etcd goes on", failure);
          crew.pause(PAUSE);
        }
      } catch (RuntimeException | Error e) {
        LOG.log(Level.ERROR, "following etcd failed; reading everything again", e);
        isToLoad = true;
        crew.pause(PAUSE);
      }
    }
  }

  private void follow() {
    if (isOfAnotherEpoch()) {
      isToLoad = true;
      return;
    }
    try (Watch open = etcd.watch(keys.all(), mirror.revision() + 1)) {
      watch = open;
      while (!isClosed && !isToLoad) {
        take(open.next());
      }
    }
  }

  /** Applies events revision by revision. */
  private void take(List<Event> events) {
    List<Event> together = new ArrayList<>();
    for (Event event : events) {
      KeyValue keyValue = event.keyValue();
      if (!together.isEmpty()
          && together.get(0).keyValue().modRevision() != keyValue.modRevision()) {
        mirror.apply(together);
        together.clear();
      }
      together.add(event);
      if (keyValue.key().equals(keys.epoch())) {
        isToLoad |= !Epoch.isOf(keyValue, followed);
      } else if (keyValue.key().startsWith(keys.replicas())) {
        replicas.accept(keyValue.key(), event.isDeletion() ? ENDED : keyValue.value());
      }
    }
    if (!together.isEmpty()) {
      mirror.apply(together);
    }
  }

  private void load(Position position) {
    long revision = position.revision();
    Listing listing = new Listing();
    shelf.clear();
    for (String folder : List.of(keys.parts(), keys.large(), keys.definitions())) {
      etcd.list(folder, revision, page -> page.forEach(mirror::shelve));
    }
    etcd.list(keys.condemned(), revision, page -> page.forEach(mirror::shelve));
    etcd.list(
        keys.lives(),
        revision,
        page -> page.forEach(each -> listing.life(id(each, keys.lives()), Mirror.life(each))));
    etcd.list(
        keys.deaths(),
        revision,
        page -> page.forEach(each -> listing.death(id(each, keys.deaths()), Mirror.stamp(each))));
    loadRecords(revision, listing);
    mirror.load(listing, position);
    followed = position.epoch();
    isToLoad = false;
  }

  /** The records are most of it: they are read while the next page is on its way. */
  private void loadRecords(long revision, Listing listing) {
    try (ExecutorService readers = crew.readers()) {
      List<Future<Map<InstanceId, Entry.At<Filed>>>> pages = new ArrayList<>();
      etcd.list(keys.records(), revision, page -> pages.add(readers.submit(() -> records(page))));
      for (Future<Map<InstanceId, Entry.At<Filed>>> page : pages) {
        page.get().forEach(listing::record);
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IllegalArgumentException unreadable) {
        throw new IllegalArgumentException(unreadable.getMessage(), unreadable);
      }
      throw new IllegalStateException("records could not be read", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while reading records", e);
    }
  }

  private Map<InstanceId, Entry.At<Filed>> records(List<KeyValue> page) {
    Map<InstanceId, Entry.At<Filed>> records = new LinkedHashMap<>();
    page.forEach(each -> records.put(id(each, keys.records()), record(each)));
    return records;
  }

  private Entry.At<Filed> record(KeyValue each) {
    try {
      return mirror.record(each);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the record " + each.key() + " in etcd cannot be read: " + e.getMessage(), e);
    }
  }

  private static InstanceId id(KeyValue each, String folder) {
    return new InstanceId(each.key().substring(folder.length()));
  }

  @Override
  public void close() {
    isClosed = true;
    reconnect();
    Thread begun = thread;
    if (begun != null) {
      begun.interrupt();
    }
  }
}
