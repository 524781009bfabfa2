package dev.runspec.registry.server.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * What readers notice when 100,000 leases run out at the pace at which a fleet of that size falls
 * silent, as Markdown: windows in which they do, alternated with windows in which nothing happens.
 */
public final class ExpiryBenchmark {

  private static final int LEAVING = 100_000;
  private static final int WINDOWS = 10;
  private static final int AT_ONCE = 20_000;
  private static final int BATCH = 500;
  private static final Duration WINDOW = Duration.ofSeconds(3);
  private static final Duration MARGIN = Duration.ofSeconds(10);

  private final MeasuredServer server;
  private final Load readers;
  private final double registrationsASecond;
  private int registered;

  private ExpiryBenchmark(MeasuredServer server, Load readers, double registrationsASecond) {
    this.server = server;
    this.readers = readers;
    this.registrationsASecond = registrationsASecond;
  }

  public static void main(String[] arguments) throws Exception {
    System.out.println(Machine.described() + "\n");
    Population staying = new Population(5_000, 20, 10_000);
    List<byte[]> reads =
        IntStream.range(0, 1_000).mapToObj(at -> Load.get("/tools/tool-" + at * 10)).toList();
    try (MeasuredServer server = MeasuredServer.start(List.of("-Xmx4g"), "--store", "memory")) {
      staying.registerAll(server);
      long start = System.nanoTime();
      staying.registerAll(server); // once more, now that the code is warm
      double aSecond = staying.instances() * 1e9 / (System.nanoTime() - start);
      try (Load readers = new Load(server.port(), Contest.CONNECTIONS, 200, reads)) {
        ExpiryBenchmark benchmark = new ExpiryBenchmark(server, readers, aSecond);
        benchmark.fleet();
        benchmark.atOnce();
      }
    }
  }

  private void fleet() throws IOException {
    long first = System.nanoTime() + timeFor(LEAVING);
    int each = LEAVING / WINDOWS;
    register(
        LEAVING,
        number ->
            first
                + number / each * 2L * WINDOW.toNanos()
                + (long) (number % each / (double) each * WINDOW.toNanos()));
    Load.Round warm = readers.run(Duration.ofSeconds(3));
    Window expiring = new Window();
    Window quiet = new Window();
    double[] ratios = new double[WINDOWS];
    for (int window = 0; window < WINDOWS; window++) {
      long begins = first + window * 2L * WINDOW.toNanos();
      double busy = expiring.add(round(begins));
      ratios[window] = busy / quiet.add(round(begins + WINDOW.toNanos()));
    }
    long gone = server.metric("registry_instances{active=\"false\"}");
    System.out.printf(
        Locale.ROOT,
        "%,d leases of agents with 20 tools ran out in %d windows of %d s, %,.0f a second, as when"
            + " %,d agents that beat every 30 s fall silent; between them windows in which nothing"
            + " happened. Medians of the windows. %d connections asked for tools of others.%n%n",
        gone,
        WINDOWS,
        WINDOW.toSeconds(),
        each / (double) WINDOW.toSeconds(),
        LEAVING,
        Contest.CONNECTIONS);
    System.out.println("| `GET /tools/{name}` while | Answers a second | Median | p99 | p99.9 |");
    System.out.println("|---|---|---|---|---|");
    quiet.print("nothing happens");
    expiring.print("leases run out");
    System.out.printf(
        Locale.ROOT,
        "%np99 while leases run out, of p99 of the quiet window after: %s.%n",
        Spread.of(ratios).text(".2f"));
    if (gone != LEAVING || warm.answers() == 0) {
      throw new IOException("expected " + LEAVING + " to be gone, found " + gone);
    }
  }

  private void atOnce() throws IOException {
    long due = System.nanoTime() + timeFor(AT_ONCE);
    register(AT_ONCE, number -> due);
    park(due - Duration.ofSeconds(2).toNanos());
    Load.Round round = readers.run(Duration.ofSeconds(6));
    System.out.printf(
        Locale.ROOT,
        "%n%,d leases that run out within a tenth of a second, as after a restart while the network"
            + " is down: the longest that a reader waited was %,.0f ms.%n",
        AT_ONCE,
        round.latencies().percentile(1) / 1e3);
  }

  private Load.Round round(long begins) throws IOException {
    park(begins);
    return readers.run(WINDOW.minusMillis(200));
  }

  private static void park(long until) {
    while (System.nanoTime() - until < 0) {
      LockSupport.parkNanos(until - System.nanoTime());
    }
  }

  /** Nanoseconds that it takes to register so many, and some more. */
  private long timeFor(int instances) {
    return (long) (1.5e9 * instances / registrationsASecond) + MARGIN.toNanos();
  }

  private interface Due {
    long of(int number);
  }

  /** Registers agents whose leases, of three intervals, end when they are due. */
  private void register(int count, Due due) throws IOException {
    Population leaving = new Population(registered + count, 20, 200_000);
    for (int at = 0; at < count; at += BATCH) {
      List<byte[]> batch = new ArrayList<>();
      for (int number = at; number < Math.min(count, at + BATCH); number++) {
        double seconds = (due.of(number) - System.nanoTime()) / 1e9 / 3;
        if (seconds < 0.5) {
          throw new IOException("the machine is too slow for the plan; try again when it is quiet");
        }
        batch.add(
            Load.post(
                "/instances",
                leaving
                    .registration(registered + number)
                    .replace("86400", String.format(Locale.ROOT, "%.3f", seconds))
                    .replace("\"agent-", "\"leaving-")
                    .replace("\"host-", "\"leaving-")
                    .replace("\"name\":\"tool-", "\"name\":\"leaving-")));
      }
      Population.send(server, batch);
    }
    registered += count;
  }

  /** What the windows of one kind gave. */
  private static final class Window {
    private final List<Double> aSecond = new ArrayList<>();
    private final List<Double> median = new ArrayList<>();
    private final List<Double> p99 = new ArrayList<>();
    private final List<Double> p999 = new ArrayList<>();

    /** Notes a round; returns its 99th percentile. */
    double add(Load.Round round) {
      aSecond.add(round.aSecond());
      median.add((double) round.latencies().percentile(0.5));
      p99.add((double) round.latencies().percentile(0.99));
      p999.add((double) round.latencies().percentile(0.999));
      return p99.get(p99.size() - 1);
    }

    void print(String what) {
      System.out.printf(
          "| %s | %s | %s µs | %s µs | %s µs |%n",
          what,
          Spread.of(aSecond).text(",.0f"),
          Spread.of(median).text(",.0f"),
          Spread.of(p99).text(",.0f"),
          Spread.of(p999).text(",.0f"));
    }
  }
}
