package dev.runspec.registry.server.resource;

import dev.runspec.registry.Position;
import dev.runspec.registry.catalog.Catalog;
import dev.runspec.registry.engine.Registry;
import dev.runspec.registry.server.http.Answer;
import dev.runspec.registry.server.http.Answer.Field;
import dev.runspec.registry.server.http.Call;
import dev.runspec.registry.server.http.Problems;
import dev.runspec.registry.server.http.Refusal;
import dev.runspec.registry.server.live.Live;
import dev.runspec.registry.server.live.Seat;
import dev.runspec.registry.server.live.Topic;
import dev.runspec.registry.server.query.ListQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/**
 * What all reads share: which moment and which instances the caller asks about, and how long it
 * waits for another answer than it has.
 */
final class Reading {

  /** The header by which a write tells its revision, and a read asks for at least that. */
  static final String REVISION = "X-Registry-Revision";

  /** The header by which a read tells of which moment it speaks: events go on from there. */
  static final String POSITION = "X-Registry-Position";

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

  private final Registry registry;
  private final Live live;
  private volatile Told told;

  Reading(Registry registry, Live live) {
    this.registry = registry;
    this.live = live;
    this.told = Told.at(registry.catalog().position());
  }

  /** A position as it stands in the header, made once and not for every read. */
  private record Told(Position position, Field field) {
    static Told at(Position position) {
      return new Told(position, new Field(POSITION, position.toString()));
    }
  }

  /**
   * Answers from the present catalogue, or from one that is as new as the caller's last write; and
   * when the caller has that answer and would rather wait, once it is another one.
   *
   * @param topic what the answer depends on
   */
  Answer answer(Call call, Topic topic, Function<Catalog, Answer> read) {
    Function<Catalog, Answer> located = catalog -> located(catalog, read);
    Optional<String> asked = call.header(REVISION);
    if (asked.isPresent()) {
      long revision = revision(asked.get());
      if (!isReached(revision)) {
        return answered(registry.catalog(), located)
            .with("Warning", "110 - \"this replica has not seen revision " + revision + "\"");
      }
    }
    Answer answer = located.apply(registry.catalog());
    return answer.status() == 304
        ? Preference.waiting(call.headers("Prefer"))
            .map(wait -> awaited(topic, wait, answer, located))
            .orElse(answer)
        : answer;
  }

  private Answer located(Catalog catalog, Function<Catalog, Answer> read) {
    Answer answer = aged(catalog, read);
    Told known = told;
    if (!known.position().equals(catalog.position())) {
      known = Told.at(catalog.position());
      told = known;
    }
    return answer.with(known.field());
  }

  /** Says so when what is answered may be old (RFC 9111): the store is out of reach. */
  private Answer aged(Catalog catalog, Function<Catalog, Answer> read) {
    long age = registry.age().toSeconds();
    return age == 0
        ? read.apply(catalog)
        : answered(catalog, read)
            .with("Age", Long.toString(age))
            .with("Warning", "110 - \"this replica has been cut off from its store\"");
  }

  /** The first other answer than {@code held}, or that one again when the time is up. */
  private Answer awaited(Topic topic, Duration wait, Answer held, Function<Catalog, Answer> read) {
    Instant end = spread(live.clock().instant(), wait);
    try (Seat seat = live.seat(topic)) {
      if (seat == null) {
        // At the end of the registry the wait is cut short; else it is left out, as any preference.
        return live.isClosed() ? held.with("Preference-Applied", "wait=" + wait.toSeconds()) : held;
      }
      long start = System.nanoTime();
      Latest latest = new Latest(held);
      boolean unused =
          seat.await(end, () -> latest.set(read.apply(registry.catalog())).status() != 304);
      return latest
          .answer
          .with("Preference-Applied", "wait=" + wait.toSeconds())
          .waited(Duration.ofNanos(System.nanoTime() - start));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return held;
    }
  }

  private static final class Latest {
    private Answer answer;

    Latest(Answer first) {
      answer = first;
    }

    Answer set(Answer other) {
      answer = other;
      return other;
    }
  }

  /** Up to a sixteenth sooner, so that many who began together do not come back together. */
  private static Instant spread(Instant now, Duration wait) {
    long nanos = wait.toNanos();
    return now.plusNanos(nanos - ThreadLocalRandom.current().nextLong(nanos / 16 + 1));
  }

  private static long revision(String text) {
    try {
      return Long.parseLong(text.strip());
    } catch (NumberFormatException e) {
      throw Refusal.invalid("", "header " + REVISION + " is not a revision: expected a number");
    }
  }

  /** What is not found may be what this replica has not seen: that answer is warned about, too. */
  private static Answer answered(Catalog catalog, Function<Catalog, Answer> read) {
    try {
      return read.apply(catalog);
    } catch (Refusal refusal) {
      return Problems.of(refusal);
    }
  }

  private boolean isReached(long revision) {
    try {
      return registry.awaitRevision(revision, LONGEST_WAIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** The parameter {@code active}. */
  static boolean isActiveOnly(Call call, boolean unlessSaid) {
    return ListQuery.isSet("active", call.query(), unlessSaid);
  }
}
