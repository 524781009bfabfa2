package dev.runspec.registry.server.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.runspec.registry.Position;
import dev.runspec.registry.engine.FeedEvent;
import dev.runspec.registry.engine.Place;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One reader of events: server-sent events (WHATWG HTML, 9.2) from a place in the feed on, until
 * the reader or the registry goes. It holds a place and nothing else; when that is lost, the reader
 * was too slow and is told so.
 */
public final class EventStream {

  /** The media type. */
  public static final String CONTENT_TYPE = "text/event-stream";

  /** At least this often something is sent: who hears nothing for longer has lost us. */
  public static final Duration KEEP_ALIVE = Duration.ofSeconds(15);

  /**
   * A stream ends by then, and its reader resumes: so a key that was taken away does not read on
   * for ever.
   */
  private static final Duration LONGEST = Duration.ofHours(1);

  /** How long what another replica has seen may take to be seen here. */
  private static final Duration MOMENT = Duration.ofSeconds(2);

  private static final int LARGEST_BATCH = 64 << 10;

  private final Live live;
  private final EventFilter filter;
  private final boolean isBrief;
  private final Consumer<byte[]> outlet;
  private Place place;

  /**
   * A stream to {@code outlet}.
   *
   * @param isBrief whether tools are left out
   */
  public EventStream(Live live, EventFilter filter, boolean isBrief, Consumer<byte[]> outlet) {
    this.live = live;
    this.filter = filter;
    this.isBrief = isBrief;
    this.outlet = outlet;
    this.place = live.feed().latest();
  }

  /** Tells everything that happens after {@code since}; from now on, if that is null. */
  public void run(Seat seat, @Nullable Position since) throws InterruptedException {
    Instant begin = live.clock().instant();
    Instant end = begin.plus(LONGEST.minusSeconds(random(LONGEST.toSeconds() / 8)));
    Instant silence = begin.plus(KEEP_ALIVE);
    start(since);
    Instant now = begin;
    while (!live.isClosed() && now.isBefore(end)) {
      if (tellNews()) {
        silence = now.plus(KEEP_ALIVE);
      } else if (place.isLost()) {
        if (!isGoneOn()) {
          return;
        }
      } else if (!now.isBefore(silence)) {
        outlet.accept((": keep-alive\n" + at(place.position()) + "\n").getBytes(UTF_8));
        silence = now.plus(KEEP_ALIVE);
      } else {
        Place here = place;
        boolean unused = seat.await(silence, () -> here.next() != null || here.isLost());
      }
      now = live.clock().instant();
    }
  }

  /** A reader may come from another replica that has seen more: this one sees it in a moment. */
  private @Nullable Place found(Position since) throws InterruptedException {
    Place known = live.feed().at(since);
    if (known == null
        && since.epoch().equals(place.position().epoch())
        && since.revision() > place.position().revision()
        && live.feed().await(since.revision(), MOMENT)) {
      return live.feed().at(since);
    }
    return known;
  }

  private void start(@Nullable Position since) throws InterruptedException {
    String head = "retry: 1000\n";
    if (since == null) {
      outlet.accept((head + at(place.position()) + "\n").getBytes(UTF_8));
      return;
    }
    Place known = found(since);
    if (known == null) {
      String reason = since.epoch().equals(place.position().epoch()) ? "too-old" : "epoch";
      outlet.accept((head + "\n" + reset(reason)).getBytes(UTF_8));
    } else {
      place = known;
      outlet.accept((head + at(since) + "\n").getBytes(UTF_8));
    }
  }

  /** Tells what has happened since, at most a batch of it; false when nothing has. */
  private boolean tellNews() {
    ByteArrayOutputStream batch = new ByteArrayOutputStream();
    boolean isTold = false;
    for (Place next = place.next(); next != null; next = place.next()) {
      FeedEvent event = next.event();
      if (event == null) {
        break; // lost meanwhile
      }
      place = next;
      if (filter.passes(event)) {
        write(event, next.position(), batch);
        isTold = true;
      }
      if (batch.size() >= LARGEST_BATCH) {
        break;
      }
    }
    if (batch.size() > 0) {
      outlet.accept(batch.toByteArray());
    }
    return isTold;
  }

  /**
   * Puts an event into the batch. A large one is not copied: all readers send the same bytes,
   * however long each of them takes.
   */
  private void write(FeedEvent event, Position position, ByteArrayOutputStream batch) {
    batch.writeBytes(
        ("event: " + event.change().kind().wireName() + "\n" + at(position) + "data: ")
            .getBytes(UTF_8));
    byte[] data = isBrief ? event.brief() : event.json();
    if (data.length < LARGEST_BATCH) {
      batch.writeBytes(data);
    } else {
      outlet.accept(batch.toByteArray());
      batch.reset();
      outlet.accept(data);
    }
    batch.write('\n');
    batch.write('\n');
  }

  /** After a lost place: the reader was too slow, unless the feed itself has started afresh. */
  private boolean isGoneOn() {
    Position lost = place.position();
    place = live.feed().latest();
    boolean isSlow = lost.epoch().equals(place.position().epoch());
    outlet.accept(reset(isSlow ? "slow" : "epoch").getBytes(UTF_8));
    return !isSlow;
  }

  private String reset(String reason) {
    return "event: reset\n" + at(place.position()) + "data: {\"reason\":\"" + reason + "\"}\n\n";
  }

  private static String at(Position position) {
    return "id: " + position + "\n";
  }

  private static long random(long most) {
    return ThreadLocalRandom.current().nextLong(most);
  }
}
