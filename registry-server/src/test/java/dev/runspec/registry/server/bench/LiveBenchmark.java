package dev.runspec.registry.server.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/**
 * What waiting reads, events and conditional reads cost, as Markdown. Each run has a registry in a
 * process of its own.
 */
public final class LiveBenchmark {

  private LiveBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    System.out.println("| What | Measured |");
    System.out.println("|---|---|");
    oneOfManyIsWoken();
    manyWait();
    eventsAtManySubscribers();
    notModified();
  }

  private static void row(String what, String measured) {
    System.out.println("| " + what + " | " + measured + " |");
  }

  /** One change among 2,000 tools, and 1,000 clients of which one waits for that tool. */
  private static void oneOfManyIsWoken() throws IOException {
    try (MeasuredServer server = MeasuredServer.start("--store", "memory");
        Connection writer = server.connect()) {
      new Population(100, 20, 2000).register(server);
      try (Waiters waiters = Waiters.waiting(server, 1000, at -> "/tools/tool-" + at)) {
        int rounds = 200;
        long woken = server.metric("registry_woken_total");
        long[] took = new long[rounds];
        Duration cpu = server.cpu();
        for (int round = 0; round < rounds; round++) {
          // Every agent has 20 tools: all are said again, and one of them reads otherwise.
          String body = publication(round, "otherwise " + round);
          long start = System.nanoTime();
          Population.expect(200, writer.post("/instances/agent-" + round % 50 + "/tools", body));
          waiters.awaitAnswers(round + 1);
          took[round] = waiters.lastAnswer() - start;
        }
        Duration used = server.cpu().minus(cpu);
        woken = server.metric("registry_woken_total") - woken;
        Figures figures = new Figures(took);
        row(
            "One tool of 2,000 changes, 1,000 clients wait for 1,000 different tools:"
                + " answered, woken, per change",
            String.format(
                Locale.ROOT,
                "%.2f, %.2f",
                waiters.answered() / (double) rounds,
                woken / (double) rounds));
        row(
            "… from sending the change to the answer of the one: median, p99",
            String.format(Locale.ROOT, "%s, %s", figures.median(), figures.percentile99()));
        row(
            "… CPU of the registry a change",
            String.format(
                Locale.ROOT, "%s", Figures.microseconds(used.toNanos() / (double) rounds)));
      }
    }
  }

  /** The tools of agent round % 50, its first ones as they were but for one of them. */
  private static String publication(int round, String word) {
    int agent = round % 50;
    int changed = round / 50;
    StringBuilder tools = new StringBuilder("{\"tools\":[");
    for (int tool = 0; tool < 20; tool++) {
      int number = agent * 20 + tool;
      String said = tool < changed ? "otherwise " + (tool * 50 + agent) : "as it is";
      tools.append(tool == 0 ? "" : ",");
      tools.append(Population.tool(number, tool == changed ? word : said));
    }
    return tools.append("]}").toString();
  }

  /** 10,000 clients that wait, and nothing happens. */
  private static void manyWait() throws Exception {
    try (MeasuredServer server = MeasuredServer.start("--store", "memory")) {
      new Population(100, 20, 2000).register(server);
      long before = server.residentBytes();
      try (Waiters waiters = Waiters.waiting(server, 10_000, at -> "/tools/tool-" + at % 2000)) {
        long held = server.residentBytes() - before;
        Duration cpu = server.cpu();
        long start = System.nanoTime();
        while (System.nanoTime() - start < Duration.ofSeconds(10).toNanos()) {
          LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        Duration idle = server.cpu().minus(cpu);
        row(
            "10,000 clients wait: memory of the registry for them, of which each",
            String.format(
                Locale.ROOT,
                "%s, %.1f kB",
                Figures.megabytes((double) held),
                held / 10_000.0 / 1024));
        row(
            "… CPU of the registry while nothing happens",
            String.format(Locale.ROOT, "%.1f %% of a core", idle.toMillis() / 100.0));
        row("… answered meanwhile", String.format(Locale.ROOT, "%d", waiters.answered()));
      }
    }
  }

  /** From a write to its event at 100 subscribers, with a durable store. */
  private static void eventsAtManySubscribers() throws Exception {
    int subscribers = 100;
    int warmUps = 200;
    int rounds = 1000;
    Path folder = Files.createTempDirectory("registry-benchmark");
    try (MeasuredServer server = MeasuredServer.start("--data-dir", folder.toString());
        Connection writer = server.connect()) {
      new Population(100, 20, 2000).register(server);
      AtomicLongArray arrived = new AtomicLongArray(subscribers);
      List<CountDownLatch> latches = new ArrayList<>();
      for (int round = 0; round < warmUps + rounds; round++) {
        latches.add(new CountDownLatch(subscribers));
      }
      List<Connection> connections = new ArrayList<>();
      for (int at = 0; at < subscribers; at++) {
        Connection connection = server.connect();
        connections.add(connection);
        connection.request("/events");
        int subscriber = at;
        Thread.startVirtualThread(() -> listen(connection, subscriber, arrived, latches));
      }
      server.awaitMetric("registry_waiting", subscribers);
      long[] sinceSent = new long[rounds * subscribers];
      long[] sinceAcknowledged = new long[rounds * subscribers];
      for (int round = 0; round < warmUps + rounds; round++) {
        long sent = System.nanoTime();
        Population.expect(
            200,
            writer.post(
                "/instances/agent-" + round % 100 + (round / 100 % 2 == 0 ? "/drain" : "/undrain"),
                ""));
        long acknowledged = System.nanoTime();
        latches.get(round).await();
        for (int at = 0; round >= warmUps && at < subscribers; at++) {
          int slot = (round - warmUps) * subscribers + at;
          sinceSent[slot] = arrived.get(at) - sent;
          sinceAcknowledged[slot] = Math.max(0, arrived.get(at) - acknowledged);
        }
      }
      Figures acknowledged = new Figures(sinceAcknowledged);
      Figures sent = new Figures(sinceSent);
      row(
          "From the acknowledged durable write to its event at 100 subscribers: median, p99, greatest",
          String.format(
              Locale.ROOT,
              "%s, %s, %s",
              acknowledged.median(),
              acknowledged.percentile99(),
              acknowledged.greatest()));
      row(
          "… from sending the write: median, p99",
          String.format(Locale.ROOT, "%s, %s", sent.median(), sent.percentile99()));
      for (Connection connection : connections) {
        connection.close();
      }
    }
  }

  private static void listen(
      Connection connection, int subscriber, AtomicLongArray arrived, List<CountDownLatch> rounds) {
    try {
      for (int round = 0; round < rounds.size(); ) {
        if (connection.line().startsWith("data: ")) {
          arrived.set(subscriber, System.nanoTime());
          rounds.get(round++).countDown();
        }
      }
    } catch (IOException e) {
      // It was closed: that is the end of the run.
    }
  }

  /** The full list against a 304, in turns. */
  private static void notModified() throws IOException {
    try (MeasuredServer server = MeasuredServer.start("--store", "memory");
        Connection reader = server.connect()) {
      new Population(1000, 20, 2000).register(server);
      for (String path : List.of("/tools", "/instances")) {
        String etag = reader.get(path).etag();
        Cost warmFull = cost(server, reader, path, 20);
        Cost warmHeld = cost(server, reader, path, 20_000, "If-None-Match", etag);
        Cost full = cost(server, reader, path, 100);
        Cost held = cost(server, reader, path, 20_000, "If-None-Match", etag);
        row(
            "`GET " + path + "` of 1,000 agents × 20 tools: bytes of 200, of 304, ratio",
            String.format(
                Locale.ROOT,
                "%s, %,d B, %,.0f",
                Figures.megabytes((double) full.bytes),
                held.bytes,
                full.bytes / (double) held.bytes));
        row(
            "… CPU of the registry for 200, for 304, ratio",
            String.format(
                Locale.ROOT,
                "%s, %s, %,.0f",
                Figures.microseconds(full.cpuNanos),
                Figures.microseconds(held.cpuNanos),
                full.cpuNanos / held.cpuNanos));
        if (warmFull.bytes != full.bytes || warmHeld.bytes != held.bytes) {
          throw new IOException("the answers changed while they were measured");
        }
      }
      Connection.Reply gzipped = reader.get("/tools", "Accept-Encoding", "gzip");
      Cost gzip = cost(server, reader, "/tools", 100, "Accept-Encoding", "gzip");
      row(
          "`GET /tools` as gzip: bytes, CPU of the registry",
          String.format(
              Locale.ROOT,
              "%s, %s",
              Figures.megabytes((double) gzipped.bytes()),
              Figures.microseconds(gzip.cpuNanos)));
    }
  }

  /** What one request costs, on average of {@code times}. */
  private record Cost(long bytes, double cpuNanos) {}

  private static Cost cost(
      MeasuredServer server, Connection reader, String path, int times, String... headers)
      throws IOException {
    Duration before = server.cpu();
    long bytes = 0;
    for (int round = 0; round < times; round++) {
      bytes = reader.get(path, headers).bytes();
    }
    return new Cost(bytes, server.cpu().minus(before).toNanos() / (double) times);
  }
}
