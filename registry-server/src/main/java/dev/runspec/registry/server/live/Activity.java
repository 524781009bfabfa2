package dev.runspec.registry.server.live;

import dev.runspec.registry.ChangeKind;
import dev.runspec.registry.catalog.Census;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What has happened lately: the changes of the last hour by minute, how often agents beat, and when
 * many fell silent at once. Counted as it happens, by the thread that reads along, in a bounded
 * space. Used by all threads.
 */
public final class Activity {

  private static final int MINUTES = 60;
  private static final long SECONDS_OF_BEATS = 10;

  private final Instant start;
  private final Deque<Minute> minutes = new ArrayDeque<>();
  private final Deque<Sample> samples = new ArrayDeque<>();
  private final Silences silences = new Silences();

  /** Nothing yet, since {@code start}. */
  Activity(Instant start) {
    this.start = start;
  }

  /**
   * The changes of one minute.
   *
   * @param begin its first moment
   * @param changes how many of each kind; those that did not happen are left out
   */
  public record Minute(Instant begin, Map<ChangeKind, Integer> changes) {}

  /**
   * What has happened lately.
   *
   * @param since when counting began
   * @param beatsPerSecond on average of the last seconds
   * @param minutes of the last hour, those in which something happened, the oldest first
   * @param silence when many fell silent at once, if they did in that hour
   */
  public record Recent(
      Instant since, double beatsPerSecond, List<Minute> minutes, @Nullable Silence silence) {

    public Recent {
      minutes = List.copyOf(minutes);
    }
  }

  private record Sample(Instant time, long beats) {}

  /** Counts a change, after which instances stand as {@code census} says. */
  synchronized void count(ChangeKind kind, Census census, Instant now) {
    Instant begin = minute(now);
    Minute last = minutes.peekLast();
    if (last == null || last.begin().isBefore(begin)) {
      last = new Minute(begin, new EnumMap<>(ChangeKind.class));
      minutes.addLast(last);
    }
    last.changes().merge(kind, 1, Integer::sum);
    forget(begin);
    if (kind == ChangeKind.STALE) {
      silences.note(now, census.live() + census.draining());
    }
  }

  /** Notes how many beats were heard so far. Somebody calls this a few times a second. */
  public synchronized void sample(long beats, Instant now) {
    samples.addLast(new Sample(now, beats));
    Instant tooOld = now.minusSeconds(SECONDS_OF_BEATS);
    while (samples.getFirst().time().isBefore(tooOld)) {
      samples.removeFirst();
    }
  }

  /** All of that, as of {@code now}. */
  public synchronized Recent recent(Instant now) {
    forget(minute(now));
    return new Recent(
        start,
        beatsPerSecond(),
        minutes.stream().map(each -> new Minute(each.begin(), Map.copyOf(each.changes()))).toList(),
        silences.latest(now.minus(Duration.ofMinutes(MINUTES))));
  }

  private double beatsPerSecond() {
    Sample first = samples.peekFirst();
    Sample last = samples.peekLast();
    if (first == null || last == null || !first.time().isBefore(last.time())) {
      return 0;
    }
    double seconds = Duration.between(first.time(), last.time()).toNanos() / 1e9;
    return (double) (last.beats() - first.beats()) / seconds;
  }

  private void forget(Instant minute) {
    Instant oldest = minute.minus(Duration.ofMinutes(MINUTES - 1));
    while (!minutes.isEmpty() && minutes.getFirst().begin().isBefore(oldest)) {
      minutes.removeFirst();
    }
  }

  private static Instant minute(Instant time) {
    return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), 60) * 60);
  }
}
