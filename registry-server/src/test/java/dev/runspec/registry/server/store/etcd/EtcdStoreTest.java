package dev.runspec.registry.server.store.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.engine.DurableStoreContract;
import dev.runspec.registry.engine.InstanceStore;
import dev.runspec.registry.server.etcd.EtcdCluster;
import dev.runspec.registry.server.store.etcd.gateway.EtcdConfig;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contract of all stores, on a real etcd. Only the time of its leases is moved by hand; while
 * the store is closed, etcd is taken to be off as well.
 */
class EtcdStoreTest extends DurableStoreContract {

  private static @TempDir Path folder;
  private static EtcdCluster cluster;
  private static int tests;

  private final HandTimedEtcd.Book leases = new HandTimedEtcd.Book();
  private final String prefix = "/contract" + tests++;
  private boolean isOpen;

  @BeforeAll
  static void startEtcd() throws Exception {
    cluster = EtcdCluster.single(folder);
  }

  @AfterAll
  static void stopEtcd() {
    cluster.close();
  }

  @Override
  protected InstanceStore newStore() {
    EtcdConfig config = EtcdConfig.of(cluster.endpoints(), prefix);
    HandTimedEtcd etcd = new HandTimedEtcd(config, clock, leases);
    etcd.restart();
    EtcdStore opened = new EtcdStore(etcd, prefix, clock);
    isOpen = true;
    clock.accompany(
        () -> {
          if (isOpen) {
            opened.sendBeats();
          }
        },
        () -> {
          if (isOpen) {
            etcd.expire(this::awaitSeen);
          }
        });
    return opened;
  }

  private void awaitSeen(long revision) {
    try {
      assertThat(feed.await(revision, Duration.ofSeconds(10))).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  @AfterEach
  protected void close() {
    isOpen = false;
    super.close();
  }
}
