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
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * How long the programs take to start as {@code bin/registry-server} and {@code bin/registry-cli}
 * start them, as Markdown. All take turns, so that what else the machine does hits them alike.
 */
public final class StartupBenchmark {

  private static final int[] SIZES = {0, 1_000, 10_000};
  private static final String HANDLER = "bare Helidon handler";
  private static final String CURL = "`curl` and `jq`, the same table";
  private static final String HELLO = "a Java program that says a line";

  /** The two lines that the shell's {@code times} prints: its own, and those of its children. */
  private static final Pattern TIMES =
      Pattern.compile("\\R([0-9]+)m([0-9.]+)s ([0-9]+)m([0-9.]+)s\\s*\\z");

  private final Map<String, Turn> turns = new LinkedHashMap<>();
  private final Map<String, String> references = new LinkedHashMap<>();
  private final Map<String, List<Taken>> taken = new LinkedHashMap<>();

  private StartupBenchmark() {}

  /** One start. */
  private interface Turn {
    Taken take() throws IOException, InterruptedException;
  }

  private record Taken(Duration wall, Duration cpu) {}

  /** A program that says a line. */
  static final class Hello {
    private Hello() {}

    public static void main(String[] arguments) {
      System.out.println("tool-32");
    }
  }

  /**
   * Expects to be started in the root of a checkout that is built. Options: {@code --rounds=N},
   * {@code --plots=FOLDER}.
   */
  public static void main(String[] arguments) throws Exception {
    Options options = new Options(arguments);
    Path folder = Files.createTempDirectory("registry-benchmark");
    try (MeasuredServer registry = MeasuredServer.start("--store", "memory")) {
      new Population(33, 1, 33).register(registry);
      for (int size : SIZES) {
        LoadBenchmark.fill(Files.createDirectory(folder.resolve(String.valueOf(size))), size, true);
      }
      StartupBenchmark benchmark = new StartupBenchmark();
      benchmark.takePart(folder, registry.port());
      benchmark.run(options.number("rounds", 15));
      benchmark.print(new Plots(options.plots()));
    } finally {
      Folders.delete(folder);
    }
  }

  private void takePart(Path folder, int port) {
    String java =
        "\"$(bin/java-home)/bin/java\" -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED ";
    String classes = "-cp \"" + System.getProperty("java.class.path") + "\" ";
    turns.put(
        HANDLER,
        () -> server(java + classes + BareHelidon.class.getName() + " " + port + " /tools"));
    for (int size : SIZES) {
      String data = " --host 127.0.0.1 --port 0 --data-dir " + folder.resolve(String.valueOf(size));
      turn(prepared(size), HANDLER, () -> server("bin/registry-server" + data));
      turn(
          bare(size),
          HANDLER,
          () -> server(java + "-jar registry-server/target/registry-server.jar" + data));
    }
    String address = "http://127.0.0.1:" + port;
    turns.put(
        CURL,
        () ->
            program(
                "curl -s "
                    + address
                    + "/tools | jq -r '.[] | [.name, ([.hosts[].host] | join(\",\")), .description]"
                    + " | @tsv'"));
    turn(HELLO, CURL, () -> program(java + classes + "'" + Hello.class.getName() + "'"));
    turn(
        "`registry-cli tools`, 33 tools",
        CURL,
        () -> program("bin/registry-cli tools --registry " + address));
  }

  private void turn(String name, String reference, Turn turn) {
    turns.put(name, turn);
    references.put(name, reference);
  }

  private static String prepared(int size) {
    return size == 0
        ? "registry, empty folder"
        : String.format(Locale.ROOT, "registry, %,d instances × 20 tools", size);
  }

  private static String bare(int size) {
    return prepared(size) + ", nothing prepared";
  }

  private void run(int rounds) throws IOException, InterruptedException {
    for (int at = 0; at <= rounds; at++) {
      for (Map.Entry<String, Turn> turn : turns.entrySet()) {
        Taken once = turn.getValue().take();
        // The first one reads everything from the disk.
        if (at > 0) {
          taken(turn.getKey()).add(once);
        }
      }
    }
  }

  private List<Taken> taken(String name) {
    return taken.computeIfAbsent(name, any -> new ArrayList<>());
  }

  private void print(Plots plots) throws IOException {
    System.out.println(Machine.described());
    System.out.printf(
        "Medians of %d starts, turn by turn, least and greatest in brackets.%n%n",
        taken(CURL).size());
    System.out.println("| From the call to the answer | Time | Of the reference | CPU |");
    System.out.println("|---|---|---|---|");
    for (String name : turns.keySet()) {
      String reference = references.get(name);
      System.out.printf(
          Locale.ROOT,
          "| %s | %s ms | %s | %.0f ms |%n",
          name,
          Spread.of(wall(name)).text(",.0f"),
          reference == null
              ? "reference"
              : Spread.ratio(wall(name), wall(reference)).text(".2f")
                  + (reference.equals(CURL) ? " of `curl`" : " of the handler"),
          Spread.of(taken(name).stream().map(each -> millis(each.cpu())).toList()).median());
    }
    System.out.println();
    plots.startup(SIZES, medians(StartupBenchmark::prepared), medians(StartupBenchmark::bare));
  }

  private double[] medians(IntFunction<String> name) {
    return IntStream.of(SIZES)
        .mapToDouble(size -> Spread.of(wall(name.apply(size))).median())
        .toArray();
  }

  private double[] wall(String name) {
    return taken(name).stream().mapToDouble(each -> millis(each.wall())).toArray();
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / 1e6;
  }

  /** To the line that says that it is ready; the CPU time up to then. */
  private static Taken server(String commandLine) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Process process = shell("exec " + commandLine);
    try {
      String line =
          new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8)).readLine();
      Duration wall = Duration.ofNanos(System.nanoTime() - start);
      if (line == null || !line.contains("ready on ")) {
        throw new IOException("expected '…ready on …', found '" + line + "'");
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
}
