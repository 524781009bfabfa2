package dev.runspec.registry.server.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.runspec.registry.catalog.Definitions;
import dev.runspec.registry.catalog.Member;
import dev.runspec.registry.engine.Feed;
import dev.runspec.registry.engine.Journal;
import dev.runspec.registry.engine.LocalStore;
import dev.runspec.registry.json.RegistrationJson;
import dev.runspec.registry.server.process.Folders;
import dev.runspec.registry.server.store.embedded.SqliteJournal;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What it takes to load a data folder of instances with 20 tools each over 2,000 definitions, as
 * Markdown. Each is loaded in a process of its own.
 */
public final class LoadBenchmark {

  private LoadBenchmark() {}

  /** Without an argument, all of it; with a data folder, a load of that one here. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length > 0) {
      load(Path.of(arguments[0]));
      return;
    }
    System.out.println("| Instances | File | From the file | Into the catalogue | CPU | Heap |");
    System.out.println("|---|---|---|---|---|---|");
    for (int instances : new int[] {10_000, 100_000}) {
      row(instances, true);
      row(instances, false);
    }
  }

  private static void row(int instances, boolean isRunAlike) throws Exception {
    Path folder = Files.createTempDirectory("registry-benchmark");
    try {
      fill(folder, instances, isRunAlike);
      System.out.printf(
          Locale.ROOT,
          "| %,d, tools run %s | %s ",
          instances,
          isRunAlike ? "alike everywhere" : "by another path on each host",
          Figures.megabytes((double) Files.size(folder.resolve("registry.db"))));
      System.out.flush();
      loadElsewhere(folder);
    } finally {
      Folders.delete(folder);
    }
  }

  static void fill(Path folder, int instances, boolean isRunAlike) {
    Population population = new Population(instances, 20, 2000);
    Definitions definitions = new Definitions();
    try (SqliteJournal journal = SqliteJournal.in(folder)) {
      journal.recover();
      List<Journal.Entry> batch = new ArrayList<>();
      for (int at = 0; at < instances; at++) {
        String said = population.registration(at);
        String saying = isRunAlike ? said : said.replace("/opt/shop", "/opt/shop-" + at);
        batch.add(
            new Journal.Entry.Put(
                Member.registered(
                    definitions.shared(RegistrationJson.read(saying.getBytes(UTF_8))),
                    Instant.EPOCH.plusMillis(at))));
        if (batch.size() == 1000) {
          journal.write(batch, at);
          batch.clear();
        }
      }
    }
  }

  private static void loadElsewhere(Path folder) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(MeasuredProcess.LIKE_LAUNCHER);
    command.addAll(
        List.of(
            "-Xmx3g",
            "-cp",
            System.getProperty("java.class.path"),
            LoadBenchmark.class.getName(),
            folder.toString()));
    int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (exit != 0) {
      throw new IOException("the load failed");
    }
  }

  private static void load(Path folder) {
    long start = System.nanoTime();
    try (SqliteJournal journal = SqliteJournal.in(folder)) {
      Timed timed = new Timed(journal);
      Feed feed = new Feed();
      new LocalStore(timed, InstantSource.fixed(Instant.EPOCH)).open(feed);
      long end = System.nanoTime();
      Duration cpu = ProcessHandle.current().info().totalCpuDuration().orElseThrow();
      System.gc();
      long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
      System.out.printf(
          Locale.ROOT,
          "| %.2f s | %.2f s | %.2f s | %s |%n",
          (timed.recovered - start) / 1e9,
          (end - timed.recovered) / 1e9,
          cpu.toMillis() / 1e3,
          Figures.megabytes((double) heap));
      if (feed.catalog().live().toolCount() != 2000) {
        throw new IllegalStateException("not everything was loaded");
      }
    }
  }

  /** Notes when it had given everything back. */
  private static final class Timed implements Journal {

    private final Journal journal;
    private long recovered;

    Timed(Journal journal) {
      this.journal = journal;
    }

    @Override
    public Recovered recover() {
      Recovered all = journal.recover();
      recovered = System.nanoTime();
      return all;
    }

    @Override
    public void write(List<Entry> entries, long revision) {
      journal.write(entries, revision);
    }

    @Override
    public void close() {}
  }
}
