package dev.runspec.registry.server.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runspec.registry.server.process.Until;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EtcdClusterTest {

  private static final String PUT_A_1 = "{\"key\":\"YQ==\",\"value\":\"MQ==\"}";
  private static final String GET_A = "{\"key\":\"YQ==\"}";

  @TempDir Path folder;

  @Test
  void singleMemberKeepsItsDataOverAKill() throws Exception {
    try (EtcdCluster etcd = EtcdCluster.single(folder)) {
      EtcdMember member = etcd.leader();
      etcd.ask("/v3/kv/put", PUT_A_1);
      long revision = etcd.revision();
      member.kill();
      assertThat(member.isRunning()).isFalse();
      assertThatThrownBy(etcd::revision).isInstanceOf(IOException.class);
      member.start();
      assertThat(etcd.revision()).isEqualTo(revision);
      assertThat(valueOfA(etcd)).isEqualTo("MQ==");
    }
  }

  @Test
  void watchFromBeforeACompactionIsEnded() throws Exception {
    try (EtcdCluster etcd = EtcdCluster.single(folder)) {
      etcd.ask("/v3/kv/put", PUT_A_1);
      etcd.ask("/v3/kv/put", PUT_A_1);
      long revision = etcd.revision();
      etcd.compact(revision);
      assertThatThrownBy(
              () ->
                  etcd.ask(
                      "/v3/kv/range", "{\"key\":\"YQ==\",\"revision\":\"" + (revision - 1) + "\"}"))
          .hasMessageContaining("compacted");
    }
  }

  @Test
  void threeMembersOutliveTheirLeader() throws Exception {
    try (EtcdCluster etcd = EtcdCluster.three(folder)) {
      assertThat(etcd.endpoints()).hasSize(3).doesNotHaveDuplicates();
      EtcdMember leader = etcd.leader();
      assertThat(etcd.followers()).hasSize(2);
      etcd.ask("/v3/kv/put", PUT_A_1);
      leader.kill();
      EtcdMember next = etcd.leader();
      assertThat(next).isNotEqualTo(leader);
      assertThat(valueOfA(etcd)).isEqualTo("MQ==");
      leader.start();
      assertThat(etcd.followers()).hasSize(2);

      next.pause();
      Until.holds("another one leads", () -> anotherLeads(etcd, next));
      next.resume();
      next.awaitHealthy();

      etcd.stopAll();
      etcd.startAll();
      assertThat(valueOfA(etcd)).isEqualTo("MQ==");
    }
  }

  private static boolean anotherLeads(EtcdCluster etcd, EtcdMember frozen)
      throws InterruptedException {
    for (EtcdMember member : etcd.members()) {
      if (member != frozen && member.isLeader()) {
        return true;
      }
    }
    return false;
  }

  private static String valueOfA(EtcdCluster etcd) throws IOException, InterruptedException {
    return Gateway.member(etcd.ask("/v3/kv/range", GET_A), "value");
  }
}
