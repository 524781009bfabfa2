package dev.runspec.registry.server.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.runspec.registry.Registration;
import dev.runspec.registry.engine.Journal;
import dev.runspec.registry.engine.LocalStore;
import dev.runspec.registry.engine.MonotonicClock;
import dev.runspec.registry.engine.Registry;
import dev.runspec.registry.json.RegistrationJson;
import dev.runspec.registry.server.process.Folders;
import dev.runspec.registry.server.store.embedded.SqliteJournal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * What durable registrations cost when many are written at once, as Markdown, beside the same store
 * that flushes for each of them, and beside the disk alone.
 */
public final class WriteBenchmark {

  private static final int WRITERS = 64;
  private static final Duration EACH = Duration.ofSeconds(2);

  /** What a flush takes longer on a disk that has no cache of its own to flush into. */
  private static final Duration SLOWER = Duration.ofMillis(2);

  private final List<Registration> registrations;
  private final List<byte[]> requests;

  private WriteBenchmark(Population population) {
    this.registrations =
        IntStream.range(0, population.instances())
            .mapToObj(at -> RegistrationJson.read(population.registration(at).getBytes(UTF_8)))
            .toList();
    this.requests =
        IntStream.range(0, population.instances())
            .mapToObj(at -> Load.post("/instances", population.registration(at)))
            .toList();
  }

  /** Options: {@code --rounds=N}. */
  public static void main(String[] arguments) throws Exception {
    int rounds = new Options(arguments).number("rounds", 5);
    System.out.println(Machine.described());
    System.out.printf(
        Locale.ROOT,
        "Medians of %d rounds of %d s, turn by turn, least and greatest in brackets. %d writers"
            + " register agents again, on data that is flushed to the disk.%n%n",
        rounds,
        EACH.toSeconds(),
        WRITERS);
    System.out.println("| Durable registrations | A second | Of one flush a write | Of the disk |");
    System.out.println("|---|---|---|---|");
    new WriteBenchmark(new Population(640, 1, 100)).print("1 tool", rounds);
    new WriteBenchmark(new Population(640, 20, 2000)).print("20 tools", rounds);
  }

  private void print(String size, int rounds) throws Exception {
    Path folder = Files.createTempDirectory("registry-benchmark");
    double[] disk = new double[rounds];
    double[] single = new double[rounds];
    double[] grouped = new double[rounds];
    double[] slowSingle = new double[rounds];
    double[] slowGrouped = new double[rounds];
    double[] http = new double[rounds];
    try (Registry alone = open(folder.resolve("alone"), true, Duration.ZERO);
        Registry together = open(folder.resolve("together"), false, Duration.ZERO);
        Registry slowAlone = open(folder.resolve("slow-alone"), true, SLOWER);
        Registry slowTogether = open(folder.resolve("slow-together"), false, SLOWER);
        MeasuredServer server =
            MeasuredServer.start("--data-dir", folder.resolve("server").toString());
        Load load = new Load(server.port(), WRITERS, 201, requests)) {
      double unused =
          write(alone)
              + write(together)
              + write(slowAlone)
              + write(slowTogether)
              + load.run(EACH).aSecond();
      for (int round = 0; round < rounds; round++) {
        disk[round] = flush(folder.resolve("flushed"));
        single[round] = write(alone);
        grouped[round] = write(together);
        http[round] = load.run(EACH).aSecond();
        slowSingle[round] = write(slowAlone);
        slowGrouped[round] = write(slowTogether);
      }
    } finally {
      Folders.delete(folder);
    }
    row("the disk alone: 8 kB, flush", size, disk, single, disk);
    row("one flush a write", size, single, single, disk);
    row("all that wait in one flush", size, grouped, single, disk);
    row("… over HTTP", size, http, single, disk);
    String slower = ", each 2 ms longer";
    row("one flush a write" + slower, size, slowSingle, slowSingle, disk);
    row("all that wait in one flush" + slower, size, slowGrouped, slowSingle, disk);
  }

  private static Registry open(Path folder, boolean isOneByOne, Duration slower) {
    Journal journal = new Disk(SqliteJournal.in(folder), isOneByOne, slower);
    return Registry.open(new LocalStore(journal, MonotonicClock.start()), MonotonicClock.start());
  }

  private static void row(
      String what, String size, double[] measured, double[] single, double[] disk) {
    System.out.printf(
        "| %s, %s | %s | %s | %s |%n",
        size,
        what,
        Spread.of(measured).text(",.0f"),
        Spread.ratio(measured, single).text(".1f"),
        Spread.ratio(measured, disk).text(".2f"));
  }

  /** How often a second the disk takes a few pages for good. */
  private static double flush(Path file) throws IOException {
    ByteBuffer pages = ByteBuffer.allocateDirect(8 << 10);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      long start = System.nanoTime();
      int count = 0;
      while (System.nanoTime() - start < EACH.toNanos()) {
        int unused = channel.write(pages.rewind());
        channel.force(false);
        count++;
      }
      return count * 1e9 / (System.nanoTime() - start);
    }
  }

  private double write(Registry registry) throws Exception {
    long start = System.nanoTime();
    long end = start + EACH.toNanos();
    try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
      List<Callable<Integer>> writers = new ArrayList<>();
      for (int writer = 0; writer < WRITERS; writer++) {
        int first = writer;
        writers.add(
            () -> {
              int count = 0;
              for (int at = first; System.nanoTime() < end; at += WRITERS) {
                registry.register(registrations.get(at % registrations.size()));
                count++;
              }
              return count;
            });
      }
      int sum = 0;
      for (Future<Integer> each : threads.invokeAll(writers)) {
        sum += each.get();
      }
      return sum * 1e9 / (System.nanoTime() - start);
    }
  }

  /**
   * A journal on another disk.
   *
   * @param isOneByOne whether each write is flushed by itself, as if nobody else waited
   * @param slower what a flush takes longer
   */
  private record Disk(Journal journal, boolean isOneByOne, Duration slower) implements Journal {

    @Override
    public Recovered recover() {
      return journal.recover();
    }

    @Override
    public void write(List<Entry> entries, long revision) {
      List<List<Entry>> flushes =
          isOneByOne ? entries.stream().map(List::of).toList() : List.of(entries);
      for (List<Entry> flush : flushes) {
        journal.write(flush, revision);
        if (!slower.isZero()) {
          LockSupport.parkNanos(slower.toNanos());
        }
      }
    }

    @Override
    public void close() {
      journal.close();
    }
  }
}
