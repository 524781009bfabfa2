package dev.runspec.registry.server.bench;

import dev.runspec.registry.server.etcd.EtcdCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * What the store on etcd costs, as Markdown: reads beside those of the embedded store in the same
 * run, beats at the pace of agents, and how large it is and how long it loads.
 */
public final class EtcdBenchmark {

  private static final int CONNECTIONS = 32;
  private static final Duration ROUND = Duration.ofSeconds(3);
  private static final Duration BEATING = Duration.ofSeconds(30);

  private EtcdBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    System.out.println("| What | Measured |");
    System.out.println("|---|---|");
    reads();
    beats(1_000);
    beats(10_000);
    load(arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000);
  }

  private static void row(String what, String measured) {
    System.out.println("| " + what + " | " + measured + " |");
  }

  private static MeasuredServer replica(EtcdCluster etcd, String... jvm) throws IOException {
    return MeasuredServer.start(
        List.of(jvm), "--store", "etcd", "--etcd-endpoints", etcd.endpointList());
  }

  /** Turn by turn, so that what else the machine does falls on both. */
  private static void reads() throws Exception {
    Path folder = Files.createTempDirectory("registry-benchmark");
    Population population = new Population(1000, 20, 2000);
    try (EtcdCluster etcd = EtcdCluster.single(folder);
        MeasuredServer embedded =
            MeasuredServer.start("--data-dir", folder.resolve("data").toString());
        MeasuredServer replica = replica(etcd)) {
      population.register(embedded);
      population.register(replica);
      int rounds = 7;
      double[] ofEmbedded = new double[rounds];
      double[] ofReplica = new double[rounds];
      for (int round = 0; round < rounds; round++) {
        ofEmbedded[round] = reads(embedded);
        ofReplica[round] = reads(replica);
      }
      // The first round warms up.
      double first = median(Arrays.copyOfRange(ofEmbedded, 1, rounds));
      double second = median(Arrays.copyOfRange(ofReplica, 1, rounds));
      row(
          "`GET /tools/{name}` at 32 connections, 1,000 agents × 20 tools: embedded, etcd, ratio"
              + " (medians of 6 turns)",
          String.format(Locale.ROOT, "%,.0f/s, %,.0f/s, %.2f", first, second, second / first));
    }
  }

  private static double reads(MeasuredServer server) throws Exception {
    long end = System.nanoTime() + ROUND.toNanos();
    return together(
            server,
            CONNECTIONS,
            (connection, number) -> {
              int count = 0;
              while (System.nanoTime() < end) {
                Population.expect(
                    200, connection.get("/tools/tool-" + (number * 61 + count) % 2000));
                count++;
              }
              return count;
            })
        / (double) ROUND.toSeconds();
  }

  /** Agents that beat every 30 seconds, and what that costs the registry and etcd. */
  private static void beats(int instances) throws Exception {
    Path folder = Files.createTempDirectory("registry-benchmark");
    try (EtcdCluster etcd = EtcdCluster.single(folder);
        MeasuredServer replica = replica(etcd)) {
      register(replica, new Population(instances, 1, 100));
      Duration registry = replica.cpu();
      Duration store = etcd.members().get(0).cpu();
      long batches = replica.metric("registry_store_beat_batches_total");
      long start = System.nanoTime();
      double pace = instances / 30.0;
      AtomicInteger next = new AtomicInteger();
      int beats =
          together(
              replica,
              4,
              (connection, number) -> {
                int count = 0;
                while (System.nanoTime() - start < BEATING.toNanos()) {
                  int beat = next.getAndIncrement();
                  long due = start + (long) (beat / pace * 1e9);
                  LockSupport.parkNanos(due - System.nanoTime());
                  String path = "/instances/agent-" + beat % instances + "/heartbeat";
                  Population.expect(200, connection.post(path, "{}"));
                  count++;
                }
                return count;
              });
      double seconds = (System.nanoTime() - start) / 1e9;
      batches = replica.metric("registry_store_beat_batches_total") - batches;
      double ofRegistry = replica.cpu().minus(registry).toNanos() / 1e9 / seconds;
      double ofStore = etcd.members().get(0).cpu().minus(store).toNanos() / 1e9 / seconds;
      row(
          String.format(
              Locale.ROOT,
              "%,d agents beat every 30 s: beats a second, beats a request to etcd; CPU of the"
                  + " replica, of etcd",
              instances),
          String.format(
              Locale.ROOT,
              "%.0f/s, %.1f; %.1f %% of a core, %.1f %%",
              beats / seconds,
              beats / (double) Math.max(1, batches),
              ofRegistry * 100,
              ofStore * 100));
    }
  }

  private static void load(int instances) throws Exception {
    Path folder = Files.createTempDirectory("registry-benchmark");
    try (EtcdCluster etcd = EtcdCluster.single(folder)) {
      long start = System.nanoTime();
      try (MeasuredServer replica = replica(etcd, "-Xmx3g")) {
        register(replica, new Population(instances, 20, 2000));
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      double bytes = Files.size(folder.resolve("a/member/snap/db"));
      row(
          String.format(
              Locale.ROOT,
              "%,d agents × 20 tools over 2,000 definitions register: a second, size of etcd's"
                  + " database",
              instances),
          String.format(Locale.ROOT, "%,.0f/s, %s", instances / seconds, Figures.megabytes(bytes)));
      start = System.nanoTime();
      try (MeasuredServer replica = replica(etcd, "-Xmx3g")) {
        row(
            "… a new replica is ready after, its memory",
            String.format(
                Locale.ROOT,
                "%.1f s, %s",
                (System.nanoTime() - start) / 1e9,
                Figures.megabytes((double) replica.residentBytes())));
      }
    }
  }

  private static void register(MeasuredServer server, Population population) throws Exception {
    AtomicInteger next = new AtomicInteger();
    int unused =
        together(
            server,
            CONNECTIONS,
            (connection, number) -> {
              int at;
              while ((at = next.getAndIncrement()) < population.instances()) {
                population.register(connection, at);
              }
              return 0;
            });
  }

  private interface Work {
    int on(Connection connection, int number) throws IOException;
  }

  /** Does the work on so many connections at once; returns the sum. */
  private static int together(MeasuredServer server, int connections, Work work) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
      List<Callable<Integer>> all = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        int number = i;
        all.add(
            () -> {
              try (Connection connection = server.connect()) {
                return work.on(connection, number);
              }
            });
      }
      int sum = 0;
      for (Future<Integer> each : threads.invokeAll(all)) {
        sum += each.get();
      }
      return sum;
    }
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
