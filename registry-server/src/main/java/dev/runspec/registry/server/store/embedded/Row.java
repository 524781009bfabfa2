package dev.runspec.registry.server.store.embedded;

import dev.runspec.registry.Registration;
import dev.runspec.registry.catalog.Lease;
import dev.runspec.registry.catalog.Member;
import dev.runspec.registry.catalog.Vitals;
import dev.runspec.registry.engine.StoreUnavailable;
import dev.runspec.registry.json.InvalidDocument;
import dev.runspec.registry.json.RecordJson;
import dev.runspec.registry.json.RecordReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;
import java.util.zip.CRC32C;

/**
 * One instance as the table has it: its registration as JSON and how it stands, each under a
 * checksum, since SQLite itself would serve flipped bytes.
 *
 * @param id the instance id
 * @param document the registration, its tools naming their definitions
 * @param documentSum checksum of id and document
 * @param status how it stands
 * @param statusSum checksum of id and status
 */
record Row(String id, String document, long documentSum, Status status, long statusSum) {

  /**
   * The columns that change without the registration. Times are in microseconds since the epoch.
   *
   * @param registeredAt when it registered
   * @param heard the order in which agents were heard of
   * @param lastHeard when it was heard of last, as far as was written
   * @param standing {@code LIVE}, {@code STALE} or {@code GONE}
   * @param since since when it stands so
   * @param draining 1 for an instance that was drained
   */
  record Status(
      long registeredAt, long heard, long lastHeard, String standing, long since, int draining) {

    static Status of(Member member) {
      return new Status(
          micros(member.registeredAt()),
          member.heard(),
          micros(member.vitals().lease().lastHeard()),
          member.standing().name(),
          micros(member.since()),
          member.isDraining() ? 1 : 0);
    }

    long sum(String id) {
      byte[] standingBytes = standing.getBytes(StandardCharsets.UTF_8);
      ByteBuffer bytes = ByteBuffer.allocate(4 * Long.BYTES + Integer.BYTES + standingBytes.length);
      bytes.putLong(registeredAt).putLong(heard).putLong(lastHeard).putLong(since);
      bytes.putInt(draining).put(standingBytes);
      return Row.sum(id, bytes.array());
    }
  }

  static Row of(Member member) {
    String id = member.id().value();
    byte[] json = RecordJson.write(member.registration());
    String document = new String(json, StandardCharsets.UTF_8);
    Status status = Status.of(member);
    return new Row(id, document, sum(id, json), status, status.sum(id));
  }

  /** The instance again; refuses a row that is not as it was written. */
  Member member(RecordReader reader) {
    Registration registration = registration(reader);
    if (status.sum(id) != statusSum) {
      throw damaged(id);
    }
    try {
      Instant lastHeard = instant(status.lastHeard);
      return new Member(
          registration,
          instant(status.registeredAt),
          Member.Standing.valueOf(status.standing),
          instant(status.since),
          status.draining != 0,
          status.heard,
          new Vitals(Lease.granted(lastHeard, registration.timeToLive())));
    } catch (IllegalArgumentException e) {
      throw unreadable(id, e);
    }
  }

  /** What the instance said; refuses a record that is not as it was written. */
  Registration registration(RecordReader reader) {
    return registration(id, document, documentSum, reader::read);
  }

  static Registration registration(
      String id, String document, long documentSum, Function<byte[], Registration> reader) {
    byte[] json = document.getBytes(StandardCharsets.UTF_8);
    if (sum(id, json) != documentSum) {
      throw damaged(id);
    }
    try {
      return reader.apply(json);
    } catch (InvalidDocument e) {
      throw unreadable(id, e);
    }
  }

  private static StoreUnavailable damaged(String id) {
    return new StoreUnavailable("the record of instance " + id + " is damaged");
  }

  private static StoreUnavailable unreadable(String id, Exception e) {
    return new StoreUnavailable(
        "the record of instance " + id + " cannot be read: " + e.getMessage(), e);
  }

  static long sum(String id, byte[] rest) {
    CRC32C sum = new CRC32C();
    sum.update(id.getBytes(StandardCharsets.UTF_8));
    sum.update(0);
    sum.update(rest);
    return sum.getValue();
  }

  private static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
