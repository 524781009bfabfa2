package dev.runspec.registry.server.store.etcd;

import dev.runspec.registry.catalog.Member;
import dev.runspec.registry.server.store.etcd.gateway.Etcd;
import dev.runspec.registry.server.store.etcd.gateway.EtcdFailure;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The leases by which instances live. */
final class Leases {

  private static final System.Logger LOG = System.getLogger(Leases.class.getName());

  private final Etcd etcd;

  Leases(Etcd etcd) {
    this.etcd = etcd;
  }

  /** The lease that one write may need, however often it is tried. */
  Grant grant() {
    return new Grant();
  }

  /** At most one new lease; given back unless it was used. */
  final class Grant implements AutoCloseable {

    private long granted;
    private long seconds;
    private boolean isKept;

    /** A lease for {@code after}: the one that it has, renewed, or a new one. */
    long lease(@Nullable Entry before, Member after) {
      Duration timeToLive = after.registration().timeToLive();
      Entry.Life life = before == null ? null : before.life();
      if (before != null
          && life != null
          && before.member().registration().timeToLive().equals(timeToLive)
          && Boolean.TRUE.equals(etcd.keepAlive(List.of(life.lease())).get(life.lease()))) {
        return life.lease();
      }
      long wanted = seconds(timeToLive);
      if (granted == 0 || seconds != wanted) {
        granted = etcd.grant(wanted);
        seconds = wanted;
      }
      return granted;
    }

    void keep() {
      isKept = true;
    }

    @Override
    public void close() {
      if (granted != 0 && !isKept) {
        try {
          long unused = etcd.revoke(granted);
        } catch (EtcdFailure e) {
          LOG.log(Level.DEBUG, "a lease that was not used ends by itself", e);
        }
      }
    }
  }

  /** etcd counts whole seconds. */
  static long seconds(Duration timeToLive) {
    return timeToLive.plusNanos(999_999_999).toSeconds();
  }
}
