package dev.runspec.registry.server.live;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Tells many that fall silent at once from some that do so now and then: ten or more within a
 * minute, and a fifth of all or more. Belongs to one {@link Activity}.
 */
final class Silences {

  private static final int FEWEST = 10;
  private static final int SHARE = 5;
  private static final Duration WITHIN = Duration.ofMinutes(1);

  /** Of each second of the last minute, how many; so a million of them take no more room. */
  private final Deque<Second> seconds = new ArrayDeque<>();

  private @Nullable Silence latest;

  private static final class Second {
    final Instant time;
    int count;

    Second(Instant time) {
      this.time = time;
    }
  }

  /** Notes one more, after which {@code left} are still there. */
  void note(Instant now, int left) {
    Second last = seconds.peekLast();
    if (last == null || !now.isBefore(last.time.plusSeconds(1))) {
      last = new Second(now);
      seconds.addLast(last);
    }
    last.count++;
    Instant oldest = now.minus(WITHIN);
    while (seconds.getFirst().time.isBefore(oldest)) {
      seconds.removeFirst();
    }
    Silence known = latest;
    if (known != null && !known.to().isBefore(oldest)) {
      // Those who are no longer there may not have been noted yet: only at the end it is clear how
      // many.
      int all = known.instances() + 1;
      latest = new Silence(known.from(), now, all, Math.max(known.of(), all + left));
      return;
    }
    int silent = seconds.stream().mapToInt(second -> second.count).sum();
    if (silent >= FEWEST && (long) silent * SHARE >= (long) silent + left) {
      latest = new Silence(seconds.getFirst().time, now, silent, silent + left);
    }
  }

  /** The last of them, if it was not over before {@code oldest}. */
  @Nullable Silence latest(Instant oldest) {
    Silence known = latest;
    return known == null || known.to().isBefore(oldest) ? null : known;
  }
}
