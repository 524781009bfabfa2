package dev.runspec.registry.server.faults;

import dev.runspec.registry.server.etcd.EtcdCluster;
import dev.runspec.registry.server.etcd.Wire;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Three replicas on an etcd of three members, each in a process of its own. */
final class Site implements AutoCloseable {

  private final EtcdCluster etcd;
  private final List<Replica> replicas = new ArrayList<>();

  private Site(EtcdCluster etcd) {
    this.etcd = etcd;
  }

  static Site start(Path folder) throws Exception {
    Site site = new Site(EtcdCluster.three(folder));
    try {
      for (String name : List.of("replica 1", "replica 2", "replica 3")) {
        Replica replica = new Replica(name, folder, wires(site.etcd));
        site.replicas.add(replica);
        replica.launch();
      }
      for (Replica replica : site.replicas) {
        replica.awaitReady();
      }
      return site;
    } catch (Exception | AssertionError e) {
      site.close();
      throw e;
    }
  }

  private static List<Wire> wires(EtcdCluster etcd) throws IOException {
    List<Wire> wires = new ArrayList<>();
    for (URI endpoint : etcd.endpoints()) {
      wires.add(Wire.to(endpoint));
    }
    return wires;
  }

  EtcdCluster etcd() {
    return etcd;
  }

  List<Replica> replicas() {
    return replicas;
  }

  Replica anyReplica(Random random) {
    return replicas.get(random.nextInt(replicas.size()));
  }

  @Override
  public void close() {
    replicas.forEach(Replica::close);
    etcd.close();
  }
}
