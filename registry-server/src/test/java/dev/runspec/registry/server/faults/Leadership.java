package dev.runspec.registry.server.faults;

import dev.runspec.registry.server.etcd.EtcdCluster;
import dev.runspec.registry.server.etcd.EtcdMember;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Notes when etcd gets another leader: all its leases then begin anew. */
final class Leadership implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofMillis(200);

  private final EtcdCluster etcd;
  private final List<Long> changes = new CopyOnWriteArrayList<>();
  private final Thread thread = Thread.ofVirtual().unstarted(this::watch);
  private long term;

  private Leadership(EtcdCluster etcd) {
    this.etcd = etcd;
  }

  static Leadership of(EtcdCluster etcd) {
    Leadership leadership = new Leadership(etcd);
    leadership.thread.start();
    return leadership;
  }

  private void watch() {
    try {
      while (true) {
        long now = term();
        if (now > term) {
          term = now;
          changes.add(System.nanoTime());
        }
        Pace.rest(PAUSE);
      }
    } catch (InterruptedException e) {
      // It is over.
    }
  }

  private long term() throws InterruptedException {
    long highest = 0;
    for (EtcdMember member : etcd.members()) {
      try {
        highest = Math.max(highest, member.term());
      } catch (IOException e) {
        // It is away.
      }
    }
    return highest;
  }

  /** When leases of instances that were heard of last at {@code heard} began, as seen by then. */
  long leaseBegin(long heard, long by) {
    long begin = heard;
    for (long change : changes) {
      if (change - by < 0 && change - begin > 0) {
        begin = change;
      }
    }
    return begin;
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
