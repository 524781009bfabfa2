package dev.runspec.registry.server.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.runspec.registry.server.process.Folders;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long the programs take to start as {@code bin/registry-server} and {@code bin/registry-cli}
 * start them, as Markdown. All take turns, so that what else the machine does hits them alike.
 */
public final class StartupBenchmark {

  private static final int TURNS = 15;
  private static final String READY = "runspec registry ready on http://127.0.0.1:";

  /** The two lines that the shell's {@code times} prints: its own, and those of its children. */
  private static final Pattern TIMES =
      Pattern.compile("\\R([0-9]+)m([0-9.]+)s ([0-9]+)m([0-9.]+)s\\s*\\z");

  private StartupBenchmark() {}

  /** Expects to be started in the root of a checkout that is built. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createTempDirectory("registry-benchmark");
    Path loaded = Files.createDirectory(folder.resolve("loaded"));
    try (MeasuredServer registry = MeasuredServer.start("--store", "memory")) {
      LoadBenchmark.fill(loaded, 10_000, true);
      new Population(33, 1, 33).register(registry);
      String tools = "http://127.0.0.1:" + registry.port() + "/tools";
      Map<String, Turn> turns = new LinkedHashMap<>();
      turns.put("registry, empty folder", () -> server("bin/registry-server", fresh(folder)));
      turns.put(
          "the same, nothing prepared",
          () ->
              server(
                  "\"$(bin/java-home)/bin/java\" -XX:+UseSerialGC -jar registry-server/target/registry-server.jar",
                  fresh(folder)));
      turns.put(
          "registry, 10,000 instances × 20 tools", () -> server("bin/registry-server", loaded));
      turns.put(
          "`registry-cli tools`, 33 tools",
          () -> program("bin/registry-cli tools --registry " + tools.replace("/tools", "")));
      turns.put(
          "`curl` and `jq`, the same table",
          () ->
              program(
                  "curl -s "
                      + tools
                      + " | jq -r '.[] | [.name, ([.hosts[].host] | join(\",\")), .description] | @tsv'"));
      measure(turns);
    } finally {
      Folders.delete(folder);
    }
  }

  private static void measure(Map<String, Turn> turns) throws Exception {
    Map<String, List<Taken>> taken = new LinkedHashMap<>();
    for (int at = 0; at <= TURNS; at++) {
      for (Map.Entry<String, Turn> turn : turns.entrySet()) {
        Taken once = turn.getValue().take();
        // The first one reads everything from the disk.
        if (at > 0) {
          taken.computeIfAbsent(turn.getKey(), any -> new ArrayList<>()).add(once);
        }
      }
    }
    System.out.println("| Start | Median | Fastest | CPU, median |");
    System.out.println("|---|---|---|---|");
    taken.forEach(
        (name, all) -> {
          long[] wall = all.stream().mapToLong(each -> each.wall().toMillis()).sorted().toArray();
          long[] cpu = all.stream().mapToLong(each -> each.cpu().toMillis()).sorted().toArray();
          System.out.printf(
              Locale.ROOT,
              "| %s | %d ms | %d ms | %d ms |%n",
              name,
              wall[TURNS / 2],
              wall[0],
              cpu[TURNS / 2]);
        });
  }

  /** To the line that says that it is ready; the CPU time up to then. */
  private static Taken server(String launcher, Path data) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Process process = shell("exec " + launcher + " --host 127.0.0.1 --port 0 --data-dir " + data);
    try {
      String line =
          new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8)).readLine();
      Duration wall = Duration.ofNanos(System.nanoTime() - start);
      if (line == null || !line.startsWith(READY)) {
        throw new IOException("expected '" + READY + "…', found '" + line + "'");
      }
      return new Taken(wall, process.info().totalCpuDuration().orElseThrow());
    } finally {
      process.destroyForcibly().onExit().join();
    }
  }

  /** To the end of a command line that prints something. */
  private static Taken program(String commandLine) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Process process = shell("( " + commandLine + " ) && times");
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    int code = process.waitFor();
    Duration wall = Duration.ofNanos(System.nanoTime() - start);
    Matcher times = TIMES.matcher(said);
    if (code != 0 || !said.contains("tool-32") || !times.find()) {
      throw new IOException(commandLine + " ended with " + code + ": " + said);
    }
    return new Taken(
        wall,
        seconds(times.group(1), times.group(2)).plus(seconds(times.group(3), times.group(4))));
  }

  private static Duration seconds(String minutes, String seconds) {
    return Duration.ofMinutes(Long.parseLong(minutes))
        .plusMillis(Math.round(Double.parseDouble(seconds) * 1000));
  }

  private static Process shell(String commandLine) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", commandLine);
    builder.environment().keySet().removeIf(name -> name.startsWith("REGISTRY_"));
    return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static Path fresh(Path folder) throws IOException {
    Path data = folder.resolve("fresh");
    Folders.delete(data);
    return data;
  }

  /** One start. */
  private interface Turn {
    Taken take() throws IOException, InterruptedException;
  }

  private record Taken(Duration wall, Duration cpu) {}
}
