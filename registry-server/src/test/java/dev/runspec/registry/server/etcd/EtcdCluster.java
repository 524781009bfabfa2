package dev.runspec.registry.server.etcd;

import dev.runspec.registry.server.process.Until;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A real etcd of one member or three on the loopback address; whatever happens, it is gone after
 * {@link #close}. Data and logs stay in its folder.
 */
public final class EtcdCluster implements AutoCloseable {

  private final List<EtcdMember> members;

  private EtcdCluster(List<EtcdMember> members) {
    this.members = members;
  }

  /** One member that serves; {@code options} are added to its command line. */
  public static EtcdCluster single(Path folder, String... options) throws Exception {
    return started(List.of(new EtcdMember("a", folder)), List.of(options));
  }

  /** Three members that serve; {@code options} are added to each one's command line. */
  public static EtcdCluster three(Path folder, String... options) throws Exception {
    return started(
        Stream.of("a", "b", "c").map(name -> new EtcdMember(name, folder)).toList(),
        List.of(options));
  }

  private static EtcdCluster started(List<EtcdMember> members, List<String> options)
      throws Exception {
    String all = members.stream().map(EtcdMember::nameAndPeer).collect(Collectors.joining(","));
    members.forEach(member -> member.configure(all, options));
    EtcdCluster cluster = new EtcdCluster(members);
    try {
      cluster.startAll();
      return cluster;
    } catch (Exception | AssertionError e) {
      cluster.close();
      throw e;
    }
  }

  /** Where clients find its members. */
  public List<URI> endpoints() {
    return members.stream().map(EtcdMember::client).toList();
  }

  /** The same, as {@code --etcd-endpoints} takes it. */
  public String endpointList() {
    return endpoints().stream().map(URI::toString).collect(Collectors.joining(","));
  }

  public List<EtcdMember> members() {
    return members;
  }

  /** The member that leads, once there is one. */
  public EtcdMember leader() throws Exception {
    AtomicReference<EtcdMember> leader = new AtomicReference<>();
    Until.holds(
        "etcd has one leader",
        () -> {
          List<EtcdMember> leaders = leaders();
          if (leaders.size() == 1) {
            leader.setPlain(leaders.getFirst());
          }
          return leaders.size() == 1;
        });
    return leader.getPlain();
  }

  private List<EtcdMember> leaders() throws InterruptedException {
    List<EtcdMember> leaders = new ArrayList<>();
    for (EtcdMember member : members) {
      if (member.isRunning() && member.isLeader()) {
        leaders.add(member);
      }
    }
    return leaders;
  }

  /** The running members that do not lead. */
  public List<EtcdMember> followers() throws Exception {
    EtcdMember leader = leader();
    return members.stream()
        .filter(EtcdMember::isRunning)
        .filter(member -> member != leader)
        .toList();
  }

  /** Starts those that do not run, and waits until all serve. */
  public void startAll() throws Exception {
    for (EtcdMember member : members) {
      if (!member.isRunning()) {
        member.launch();
      }
    }
    for (EtcdMember member : members) {
      member.awaitHealthy();
    }
  }

  /** {@code kill -9} for all. */
  public void stopAll() throws InterruptedException {
    for (EtcdMember member : members) {
      member.kill();
    }
  }

  /** Throws the data of members away that do not run, as if a new cluster stood there. */
  public void forget() throws IOException {
    for (EtcdMember member : members) {
      member.forget();
    }
  }

  /** The revision of the whole key space now. */
  public long revision() throws IOException, InterruptedException {
    return Long.parseLong(
        Gateway.member(ask("/v3/kv/range", "{\"key\":\"AA==\",\"count_only\":true}"), "revision"));
  }

  /** Forgets what was before this revision: a watch from before it is ended. */
  public void compact(long revision) throws IOException, InterruptedException {
    ask("/v3/kv/compaction", "{\"revision\":\"" + revision + "\",\"physical\":true}");
  }

  /** The JSON that any member answers. */
  public String ask(String path, String json) throws IOException, InterruptedException {
    IOException failure = new IOException("no member runs");
    for (EtcdMember member : members) {
      try {
        return member.ask(path, json);
      } catch (IOException e) {
        failure = e;
      }
    }
    throw failure;
  }

  @Override
  public void close() {
    boolean isInterrupted = Thread.interrupted();
    try {
      stopAll();
    } catch (InterruptedException e) {
      isInterrupted = true;
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
