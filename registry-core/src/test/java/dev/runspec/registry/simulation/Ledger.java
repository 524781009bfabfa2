package dev.runspec.registry.simulation;

import dev.runspec.registry.InstanceId;
import dev.runspec.registry.Registration;
import dev.runspec.registry.catalog.Catalog;
import dev.runspec.registry.catalog.Member;
import dev.runspec.registry.catalog.Member.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the registry must show, by what it acknowledged and by the time: the same rules as those of
 * the store, written down a second time and in the simplest way.
 */
final class Ledger {

  private final Map<InstanceId, Line> lines = new LinkedHashMap<>();

  /** Those who were forgotten, of which the disk may not have heard yet. */
  private final Map<InstanceId, Line> forgotten = new LinkedHashMap<>();

  /** What is promised of one instance. */
  private static final class Line {
    private Registration registration;
    private boolean isDraining;
    private Standing standing = Standing.LIVE;
    private Instant since;
    private Instant leaseEnd;

    /** Whether the disk may not have heard yet how it stands: after a crash it may be otherwise. */
    private boolean isUnsure;

    Line(Registration registration, Instant now) {
      this.registration = registration;
      this.since = now;
      this.leaseEnd = now.plus(registration.timeToLive());
    }

    void heard(Instant now) {
      since = standing == Standing.LIVE ? since : now;
      standing = Standing.LIVE;
      leaseEnd = now.plus(registration.timeToLive());
    }
  }

  /** The time is {@code now}: whose lease is over is stale from here on. */
  void tick(Instant now) {
    for (Line line : lines.values()) {
      if (line.standing == Standing.LIVE && !now.isBefore(line.leaseEnd)) {
        line.standing = Standing.STALE;
        line.since = now;
        line.isUnsure = true;
      }
    }
  }

  /** All that the disk had to hear it has heard. */
  void flushed() {
    lines.values().forEach(line -> line.isUnsure = false);
    forgotten.clear();
  }

  boolean knows(InstanceId id) {
    return lines.containsKey(id);
  }

  @Nullable Registration registration(InstanceId id) {
    Line line = lines.get(id);
    return line == null ? null : line.registration;
  }

  boolean isLive(InstanceId id) {
    Line line = lines.get(id);
    return line != null && line.standing == Standing.LIVE;
  }

  void registered(Registration registration, Instant now) {
    lines.put(registration.id(), new Line(registration, now));
    forgotten.remove(registration.id());
  }

  /** An agent said who it is; its tools stay. */
  void identified(Registration identity, Instant now) {
    Line line = lines.get(identity.id());
    if (line == null) {
      registered(identity.withTools(null, null), now);
      return;
    }
    line.registration =
        identity.withTools(line.registration.tools(), line.registration.toolsHash());
    line.heard(now);
  }

  void published(Request.Publish publish, Instant now) {
    Line line = line(publish.id());
    boolean isAnnounced = publish.hash() == null && line.registration.tools() == null;
    String hash = isAnnounced ? line.registration.toolsHash() : publish.hash();
    line.registration = line.registration.withTools(publish.tools(), hash);
    line.heard(now);
  }

  /** A beat; one that brings an instance back is not on the disk at once. */
  void beat(InstanceId id, Instant now) {
    Line line = line(id);
    line.isUnsure |= line.standing != Standing.LIVE;
    line.heard(now);
  }

  void drained(InstanceId id, boolean isDraining) {
    line(id).isDraining = isDraining;
  }

  void left(InstanceId id, Instant now) {
    Line line = line(id);
    if (line.standing != Standing.GONE) {
      line.standing = Standing.GONE;
      line.since = now;
    }
  }

  /** Whoever was not there for so long is forgotten. */
  void reaped(Instant now, Duration retention) {
    for (Map.Entry<InstanceId, Line> each : Map.copyOf(lines).entrySet()) {
      Line line = each.getValue();
      if (line.standing != Standing.LIVE && !now.isBefore(line.since.plus(retention))) {
        lines.remove(each.getKey());
        forgotten.put(each.getKey(), line);
      }
    }
  }

  private Line line(InstanceId id) {
    return Objects.requireNonNull(lines.get(id), () -> id + " is not known");
  }

  /**
   * The machine started again, and shows this. Who lived has a whole time to live; what the disk
   * may not have heard is taken as it is, once it is one of what it may be.
   */
  void restarted(Catalog shown, Instant now) {
    forgotten.forEach(
        (id, line) -> {
          if (shown.member(id) != null) {
            line.isUnsure = true;
            lines.put(id, line);
          }
        });
    forgotten.clear();
    for (Map.Entry<InstanceId, Line> each : Map.copyOf(lines).entrySet()) {
      Line line = each.getValue();
      Member member = shown.member(each.getKey());
      if (member == null) {
        throw new AssertionError(each.getKey() + " was acknowledged, and is gone after a restart");
      }
      if (line.isUnsure) {
        line.standing = member.standing();
        line.since = member.since();
        line.isUnsure = false;
      }
      if (line.standing == Standing.LIVE) {
        line.leaseEnd = now.plus(line.registration.timeToLive());
      }
    }
  }

  /** What is promised of one instance; null when it must not be shown. */
  @Nullable String promise(InstanceId id) {
    Line line = lines.get(id);
    return line == null ? null : text(line.registration, line.isDraining, line.standing);
  }

  static @Nullable String shownAs(@Nullable Member member) {
    return member == null
        ? null
        : text(member.registration(), member.isDraining(), member.standing());
  }

  private static String text(Registration registration, boolean isDraining, Standing standing) {
    return standing + (isDraining ? " draining " : " ") + registration;
  }

  /** The catalogue must show just this. */
  void check(Catalog catalog) {
    for (Member member : catalog.members()) {
      String promised = promise(member.id());
      String shown = shownAs(member);
      if (!Objects.equals(promised, shown)) {
        throw new AssertionError(
            member.id() + " is shown as\n  " + shown + "\nand must be\n  " + promised);
      }
    }
    if (catalog.size() != lines.size()) {
      throw new AssertionError(
          "shown are " + catalog.size() + " instances and not " + lines.keySet());
    }
  }
}
