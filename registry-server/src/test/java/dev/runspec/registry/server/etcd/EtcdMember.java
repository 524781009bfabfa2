package dev.runspec.registry.server.etcd;

import dev.runspec.registry.Ports;
import dev.runspec.registry.server.process.Folders;
import dev.runspec.registry.server.process.Signal;
import dev.runspec.registry.server.process.Until;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One process of etcd, which can be stopped, frozen and started again with the data it had. */
public final class EtcdMember {

  private final String name;
  private final Path folder;
  private final URI client;
  private final URI peer;
  private final Gateway gateway;
  private List<String> options = List.of();
  private Optional<Process> process = Optional.empty();

  EtcdMember(String name, Path folder) {
    this.name = name;
    this.folder = folder;
    this.client = URI.create("http://127.0.0.1:" + Ports.free());
    this.peer = URI.create("http://127.0.0.1:" + Ports.free());
    this.gateway = new Gateway(client);
  }

  /** Where clients find it. */
  public URI client() {
    return client;
  }

  /** As {@code --initial-cluster} names it. */
  String nameAndPeer() {
    return name + "=" + peer;
  }

  void configure(String cluster, List<String> more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                ("--name=" + name),
                ("--data-dir=" + folder.resolve(name)),
                ("--listen-client-urls=" + client),
                ("--advertise-client-urls=" + client),
                ("--listen-peer-urls=" + peer),
                ("--initial-advertise-peer-urls=" + peer),
                ("--initial-cluster=" + cluster),
                "--enable-v2=false",
                "--heartbeat-interval=50",
                "--election-timeout=500",
                "--logger=zap"));
    all.addAll(more);
    options = List.copyOf(all);
  }

  /** Starts it, and does not wait for it. */
  public void launch() throws IOException {
    if (isRunning()) {
      throw new IllegalStateException("runs already: " + this);
    }
    List<String> command = new ArrayList<>(List.of("etcd"));
    command.addAll(options);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
    builder.environment().keySet().removeIf(variable -> variable.startsWith("ETCD_"));
    process = Optional.of(builder.start());
  }

  /** Where it says what it does. */
  public Path log() {
    return folder.resolve(name + ".log");
  }

  /** Starts it, and waits until it serves. */
  public void start() throws Exception {
    launch();
    awaitHealthy();
  }

  /** Waits until it serves, which needs a leader. */
  public void awaitHealthy() throws Exception {
    Until.holds(
        this + " serves",
        () -> {
          if (!isRunning()) {
            throw new AssertionError(this + " ended: " + Files.readString(log()));
          }
          return gateway.isHealthy();
        });
  }

  /** {@code kill -9}, and waits until it is gone. */
  public void kill() throws InterruptedException {
    if (process.isPresent()) {
      process.get().destroyForcibly().waitFor();
      process = Optional.empty();
    }
  }

  /** Freezes it: its sockets stay open, and nothing answers. */
  public void pause() throws IOException, InterruptedException {
    Signal.STOP.sendTo(process.orElseThrow().toHandle());
  }

  /** Lets it go on. */
  public void resume() throws IOException, InterruptedException {
    Signal.CONT.sendTo(process.orElseThrow().toHandle());
  }

  /** CPU time that it has used so far. */
  public Duration cpu() {
    return process.orElseThrow().info().totalCpuDuration().orElseThrow();
  }

  /** Whether there is a process, frozen or not. */
  public boolean isRunning() {
    return process.isPresent() && process.get().isAlive();
  }

  /** Whether it says of itself that it leads; no if it does not answer. */
  public boolean isLeader() throws InterruptedException {
    try {
      String status = ask("/v3/maintenance/status", "{}");
      return Gateway.member(status, "leader").equals(Gateway.member(status, "member_id"));
    } catch (IOException e) {
      return false;
    }
  }

  /** The term of leadership that it knows of; 0 for none. */
  public long term() throws IOException, InterruptedException {
    String term = Gateway.member(ask("/v3/maintenance/status", "{}"), "raftTerm");
    return term.isEmpty() ? 0 : Long.parseLong(term);
  }

  /** The JSON that its gateway answers. */
  public String ask(String path, String json) throws IOException, InterruptedException {
    return gateway.ask(path, json);
  }

  /** Throws its data away. */
  void forget() throws IOException {
    Folders.delete(folder.resolve(name));
  }

  @Override
  public String toString() {
    return "etcd " + name + " at " + client;
  }
}
