package dev.runspec.registry.server.store.etcd.gateway;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The leases of a simulated etcd, by etcd's rules: whole seconds, and no fewer than two. */
final class Terms {

  private static final long LEAST = 2;

  private final InstantSource time;
  private final Map<Long, Term> terms = new LinkedHashMap<>();
  private long numbers = 7000;

  /** How long a lease lasts, and until when it does. */
  private record Term(long seconds, Instant end) {}

  Terms(InstantSource time) {
    this.time = time;
  }

  private Term term(long seconds) {
    return new Term(seconds, time.instant().plusSeconds(seconds));
  }

  long grant(long seconds) {
    terms.put(++numbers, term(Math.max(LEAST, seconds)));
    return numbers;
  }

  boolean isThere(long lease) {
    return terms.containsKey(lease);
  }

  /** Begins it anew; returns for how many seconds, 0 when it is gone. */
  long renew(long lease) {
    Term renewed = terms.computeIfPresent(lease, (id, before) -> term(before.seconds()));
    return renewed == null ? 0 : renewed.seconds();
  }

  /** Begins all of them anew, as etcd does when it starts. */
  void renewAll() {
    terms.replaceAll((id, before) -> term(before.seconds()));
  }

  void end(long lease) {
    terms.remove(lease);
  }

  /** Those whose time is up. */
  List<Long> due() {
    Instant now = time.instant();
    List<Long> due = new ArrayList<>();
    terms.forEach(
        (lease, term) -> {
          if (!now.isBefore(term.end())) {
            due.add(lease);
          }
        });
    return due;
  }

  /** How many seconds each has. */
  Map<Long, Long> backup() {
    Map<Long, Long> seconds = new LinkedHashMap<>();
    terms.forEach((lease, term) -> seconds.put(lease, term.seconds()));
    return seconds;
  }

  void restore(Map<Long, Long> backup) {
    terms.clear();
    backup.forEach((lease, seconds) -> terms.put(lease, term(seconds)));
  }
}
