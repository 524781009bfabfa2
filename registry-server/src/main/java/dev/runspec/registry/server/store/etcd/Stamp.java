package dev.runspec.registry.server.store.etcd;

import dev.runspec.registry.catalog.Member;
import dev.runspec.registry.catalog.Member.Standing;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * How an instance stands and since when, as the keys {@code l/} and {@code x/} say it: {@code STALE
 * 1772366400123456 1772366390000000 1772366399000000}. Times are in microseconds since 1970. What a
 * newer registry writes behind that is not looked at.
 *
 * @param standing whether it is there
 * @param since since when it stands so
 * @param heard the order in which agents were heard of, as {@link Member#heard()}
 * @param lastHeard when it was heard of last, as far as whoever wrote this knew
 */
record Stamp(Standing standing, Instant since, long heard, Instant lastHeard) {

  static Stamp of(Member member) {
    return new Stamp(
        member.standing(), member.since(), member.heard(), member.vitals().lease().lastHeard());
  }

  byte[] bytes() {
    String text = standing + " " + micros(since) + " " + heard + " " + micros(lastHeard);
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  static Stamp read(byte[] bytes) {
    List<String> words = List.of(new String(bytes, StandardCharsets.US_ASCII).split(" ", -1));
    if (words.size() < 4) {
      throw new IllegalArgumentException("expected a standing and three times");
    }
    return new Stamp(
        Standing.valueOf(words.get(0)),
        instant(Long.parseLong(words.get(1))),
        Long.parseLong(words.get(2)),
        instant(Long.parseLong(words.get(3))));
  }

  /** Whether {@code heard} is later than {@code lastHeard}, which has no more than microseconds. */
  boolean isBefore(Instant heard) {
    return micros(lastHeard) < micros(heard);
  }

  static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }

  static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
