package dev.runspec.registry.client;

import dev.runspec.registry.ChangeKind;
import dev.runspec.registry.Instance;
import dev.runspec.registry.InstanceEvent;
import dev.runspec.registry.InstanceId;
import dev.runspec.registry.Position;
import dev.runspec.registry.Registration;
import dev.runspec.registry.catalog.Catalog;
import dev.runspec.registry.catalog.Change;
import dev.runspec.registry.catalog.Definitions;
import dev.runspec.registry.catalog.Member;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a registry holds, held here: the same catalogue, which goes through the same changes.
 * Written under its own monitor; the catalogue is replaced whole, and read without.
 */
final class Replica {

  private static final Position NOWHERE = new Position("0", 0);

  private final Definitions definitions = new Definitions();
  private volatile Catalog catalog = Catalog.empty(NOWHERE);
  private Map<InstanceId, Long> readLater = Map.of();
  private Set<InstanceId> unconfirmed = new HashSet<>();

  /** The present one. */
  Catalog catalog() {
    return catalog;
  }

  /** Holds what was read, and nothing else. */
  synchronized void take(FullReading reading) {
    Set<InstanceId> absent = new HashSet<>();
    for (Member member : catalog.members()) {
      absent.add(member.id());
    }
    reading.instances().forEach(instance -> absent.remove(instance.id()));
    Catalog next = with(reading);
    for (InstanceId id : absent) {
      next = next.after(new Change(next.revision(), ChangeKind.REAPED, id, null));
    }
    unconfirmed = new HashSet<>();
    become(next, reading);
  }

  /** Holds what was read, and beside it what was held of others. */
  synchronized void lay(FullReading reading) {
    unconfirmed = missingIn(reading);
    become(with(reading), reading);
  }

  /** Whether all who are held as live are told of in what was read. */
  synchronized boolean isConfirmedBy(FullReading reading) {
    return missingIn(reading).isEmpty();
  }

  /** Whether all who were held as live when that was laid over them have been told of since. */
  synchronized boolean isConfirmed() {
    return unconfirmed.isEmpty();
  }

  private Set<InstanceId> missingIn(FullReading reading) {
    Set<InstanceId> missing = new HashSet<>();
    for (Member member : catalog.members()) {
      if (member.isLive()) {
        missing.add(member.id());
      }
    }
    reading.instances().forEach(instance -> missing.remove(instance.id()));
    return missing;
  }

  /** What is the same as before stays the same, so that only what changed is made anew. */
  private Catalog with(FullReading reading) {
    Catalog next = catalog;
    for (Instance instance : reading.instances()) {
      next = with(next, next.revision(), ChangeKind.REGISTERED, instance);
    }
    return next;
  }

  private void become(Catalog next, FullReading reading) {
    Position position = reading.position();
    catalog = next.at(position == null ? NOWHERE : position);
    readLater = reading.readLater();
  }

  /**
   * Goes through one more change, unless that is known.
   *
   * @return false if the event does not tell enough: then everything is to be read
   */
  synchronized boolean apply(Position place, InstanceEvent event) {
    Position before = catalog.position();
    if (!place.epoch().equals(before.epoch())) {
      return false;
    }
    if (place.revision() <= before.revision()) {
      return true;
    }
    unconfirmed.remove(event.id());
    Catalog next = catalog;
    Instance told = event.instance();
    if (place.revision() > readLater.getOrDefault(event.id(), 0L)) {
      if (told != null && isEnough(event, told, next.member(event.id()))) {
        next = with(next, place.revision(), event.kind(), told);
      } else if (told == null && event.kind() == ChangeKind.REAPED) {
        next = next.after(new Change(place.revision(), event.kind(), event.id(), null));
      } else {
        return false;
      }
    }
    catalog = next.at(place);
    return true;
  }

  /** The tools of an instance that is not known must be told. */
  private static boolean isEnough(InstanceEvent event, Instance told, @Nullable Member before) {
    return told.id().equals(event.id()) && (before != null || event.kind().isTold());
  }

  private Catalog with(Catalog next, long revision, ChangeKind kind, Instance instance) {
    Member told = Member.of(instance);
    Member before = next.member(told.id());
    Registration registration = told.registration();
    if (!kind.isTold() && registration.tools() == null && before != null) {
      Registration known = before.registration();
      registration =
          registration.withTools(known.tools(), registration.toolsHash(), known.signature());
    }
    Member after = told.saying(definitions.shared(registration));
    return next.after(new Change(revision, kind, after.id(), after));
  }
}
