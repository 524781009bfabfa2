package dev.runspec.registry.catalog;

import static dev.runspec.registry.Samples.id;

import dev.runspec.registry.ChangeKind;
import dev.runspec.registry.Position;
import dev.runspec.registry.Registration;
import dev.runspec.registry.catalog.Member.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A catalogue through a sequence of changes, one second after another. */
final class Story {

  private Catalog catalog = Catalog.empty(new Position("story", 0));
  private Instant now = Instant.parse("2026-03-01T12:00:00Z");

  Catalog catalog() {
    return catalog;
  }

  boolean knows(String id) {
    return catalog.member(id(id)) != null;
  }

  Member member(String id) {
    return Objects.requireNonNull(catalog.member(id(id)), () -> id + " is not known");
  }

  Story register(Registration registration) {
    return become(
        ChangeKind.REGISTERED, registration.id().value(), Member.registered(registration, tick()));
  }

  /** Registers or publishes anew, and is not heard of otherwise. */
  Story say(Registration registration) {
    String id = registration.id().value();
    return become(ChangeKind.TOOLS, id, member(id).saying(registration));
  }

  Story revive(String id) {
    return become(ChangeKind.LIVE, id, member(id).revived(tick()));
  }

  Story stale(String id) {
    return become(ChangeKind.STALE, id, member(id).ended(Standing.STALE, tick()));
  }

  Story gone(String id) {
    return become(ChangeKind.DEREGISTERED, id, member(id).ended(Standing.GONE, tick()));
  }

  Story drain(String id) {
    return become(ChangeKind.DRAINING, id, member(id).draining(true));
  }

  Story undrain(String id) {
    return become(ChangeKind.LIVE, id, member(id).draining(false));
  }

  Story reap(String id) {
    return become(ChangeKind.REAPED, id, null);
  }

  /** Makes the same catalogue of its members alone, which come in any order. */
  Story reload(Random order) {
    List<Member> members = new ArrayList<>(catalog.members());
    Collections.shuffle(members, order);
    catalog = Catalog.of(catalog.position(), members);
    return this;
  }

  private Story become(ChangeKind kind, String id, @Nullable Member member) {
    catalog = catalog.after(new Change(catalog.revision() + 1, kind, id(id), member));
    return this;
  }

  private Instant tick() {
    now = now.plusSeconds(1);
    return now;
  }
}
