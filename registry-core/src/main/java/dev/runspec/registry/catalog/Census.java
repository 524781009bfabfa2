package dev.runspec.registry.catalog;

import dev.runspec.registry.InstanceState;
import org.jspecify.annotations.Nullable;

/**
 * How many instances stand how.
 *
 * @param live there, and not draining
 * @param draining there, and taken out of tools and hosts
 * @param stale not heard in time
 * @param gone deregistered, and not reaped yet
 */
public record Census(int live, int draining, int stale, int gone) {

  static final Census NOBODY = new Census(0, 0, 0, 0);

  static Census of(Iterable<Member> members) {
    Census census = NOBODY;
    for (Member member : members) {
      census = census.with(member.state(), 1);
    }
    return census;
  }

  /** The census after {@code before} gave way to {@code after}; null stands for nobody. */
  Census replacing(@Nullable Member before, @Nullable Member after) {
    InstanceState stood = before == null ? null : before.state();
    InstanceState stands = after == null ? null : after.state();
    if (stood == stands) {
      return this;
    }
    Census without = stood == null ? this : with(stood, -1);
    return stands == null ? without : without.with(stands, 1);
  }

  private Census with(InstanceState state, int more) {
    return switch (state) {
      case LIVE -> new Census(live + more, draining, stale, gone);
      case DRAINING -> new Census(live, draining + more, stale, gone);
      case STALE -> new Census(live, draining, stale + more, gone);
      case GONE -> new Census(live, draining, stale, gone + more);
      case UNKNOWN -> throw new IllegalArgumentException("no member stands so: " + state);
    };
  }
}
