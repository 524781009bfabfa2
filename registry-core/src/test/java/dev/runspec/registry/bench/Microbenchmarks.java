package dev.runspec.registry.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the microbenchmarks and prints them as Markdown, each beside its reference. */
public final class Microbenchmarks {

  /** What is printed, and what it is measured against. */
  private record Row(String title, String benchmark, String reference) {}

  private static final List<Row> ROWS =
      List.of(
          new Row("A tool looked up, of a hash map", "EngineBenchmark.lookup", "hashMap"),
          new Row("A beat, of a hash map", "EngineBenchmark.beat", "hashMap"),
          new Row(
              "A registration of 20 tools shown, of its reading",
              "EngineBenchmark.register",
              "decode"),
          new Row(
              "A lease of 20 tools ends, and a beat revives it; of the same",
              "EngineBenchmark.expiry",
              "decode"),
          new Row("A registration read, of a scan of its tokens", "CodecBenchmark.decode", "scan"),
          new Row("… written, of a copy of its tokens", "CodecBenchmark.encode", "copy"),
          new Row("A command built, of its words joined", "CodecBenchmark.command", "joined"));

  private Microbenchmarks() {}

  public static void main(String[] arguments) throws RunnerException {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include("dev\\.runspec\\.registry\\.bench\\..*")
                    .forks(1)
                    .warmupIterations(3)
                    .warmupTime(TimeValue.milliseconds(500))
                    .measurementIterations(5)
                    .measurementTime(TimeValue.milliseconds(500))
                    .jvmArgs(jvm())
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .run();
    System.out.println(
        "JMH: one fork, three iterations to warm up and five measured, of half a second each;"
            + " means, and the error of 99.9 % confidence.\n");
    System.out.println("| What | Agents | Time | Of the reference |");
    System.out.println("|---|---|---|---|");
    for (Row row : ROWS) {
      print(row, results);
    }
  }

  /** JMH uses what newer JDKs warn of, with four lines for every fork. */
  private static String[] jvm() {
    return Runtime.version().feature() < 23
        ? new String[] {"-XX:+UseSerialGC", "-Xmx2g"}
        : new String[] {"-XX:+UseSerialGC", "-Xmx2g", "--sun-misc-unsafe-memory-access=allow"};
  }

  private static void print(Row row, Collection<RunResult> results) {
    for (RunResult each : named(results, row.benchmark)) {
      Result<?> result = each.getPrimaryResult();
      String agents = Optional.ofNullable(each.getParams().getParam("agents")).orElse("");
      double reference =
          named(results, row.reference).stream()
              .filter(other -> agents.isEmpty() || isAlike(other, agents))
              .findFirst()
              .map(other -> other.getPrimaryResult().getScore())
              .orElse(Double.NaN);
      System.out.printf(
          Locale.ROOT,
          "| %s | %s | %,.0f ns ± %,.0f | %.2f |%n",
          row.title,
          agents.isEmpty() ? "" : String.format(Locale.ROOT, "%,d", Integer.valueOf(agents)),
          result.getScore(),
          result.getScoreError(),
          result.getScore() / reference);
    }
  }

  private static boolean isAlike(RunResult other, String agents) {
    String theirs = other.getParams().getParam("agents");
    return theirs == null || theirs.equals(agents);
  }

  private static List<RunResult> named(Collection<RunResult> results, String end) {
    List<RunResult> found = new ArrayList<>();
    for (RunResult each : results) {
      if (each.getParams().getBenchmark().endsWith("." + end)) {
        found.add(each);
      }
    }
    return found;
  }

  /** The benchmarks that are printed and what they are printed against, for the test. */
  static Map<String, String> printed() {
    Map<String, String> printed = new TreeMap<>();
    ROWS.forEach(row -> printed.put(row.benchmark, row.reference));
    return printed;
  }
}
