package dev.runspec.registry.server.store.etcd;

import dev.runspec.registry.Heartbeat;
import dev.runspec.registry.Registration;
import dev.runspec.registry.catalog.Member;
import dev.runspec.registry.catalog.Member.Standing;
import dev.runspec.registry.simulation.Request;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is told of an instance, and what each request makes of that: the rules of the store, written
 * down a second time.
 */
record Told(Registration registration, Standing standing, boolean isDraining) {

  static @Nullable Told of(@Nullable Member member) {
    return member == null
        ? null
        : new Told(member.registration(), member.standing(), member.isDraining());
  }

  boolean isLive() {
    return standing == Standing.LIVE;
  }

  Told standing(Standing as) {
    return new Told(registration, as, isDraining);
  }

  private Told live() {
    return standing(Standing.LIVE);
  }

  private Told saying(Registration other) {
    return new Told(other, standing, isDraining);
  }

  /** What a request may make of it; nothing when there is nothing for it to do. */
  static Set<Told> after(@Nullable Told before, Request request) {
    if (request instanceof Request.Register register) {
      return Set.of(new Told(register.registration(), Standing.LIVE, false));
    }
    if (request instanceof Request.Beat beat) {
      return beaten(before, beat.heartbeat());
    }
    if (before == null) {
      return Set.of();
    }
    if (request instanceof Request.Publish publish) {
      Registration known = before.registration;
      boolean isAnnounced = publish.hash() == null && known.tools() == null;
      String hash = isAnnounced ? known.toolsHash() : publish.hash();
      return Set.of(before.saying(known.withTools(publish.tools(), hash)).live());
    }
    if (request instanceof Request.Deregister) {
      return Set.of(before.standing(Standing.GONE));
    }
    boolean isDraining = request instanceof Request.Drain;
    return Set.of(new Told(before.registration, before.standing, isDraining));
  }

  /** A beat brings back, and says who it is if it does; each is a write of its own. */
  private static Set<Told> beaten(@Nullable Told before, Heartbeat heartbeat) {
    Set<Told> possible = new LinkedHashSet<>();
    if (before != null) {
      possible.add(before.live());
      possible.add(before); // it was heard, and left meanwhile
    }
    Registration identity = heartbeat.identity();
    if (identity != null) {
      Registration known = before == null ? null : before.registration;
      Registration said =
          known == null
              ? identity.withTools(null, null)
              : identity.withTools(known.tools(), known.toolsHash());
      possible.add(new Told(said, Standing.LIVE, before != null && before.isDraining));
    }
    return possible;
  }

  @Override
  public String toString() {
    return standing + (isDraining ? " draining " : " ") + registration;
  }
}
