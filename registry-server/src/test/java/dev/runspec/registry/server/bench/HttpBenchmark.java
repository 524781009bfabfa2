package dev.runspec.registry.server.bench;

import dev.runspec.registry.server.process.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * What reads and beats cost over HTTP, as Markdown, beside nginx and a bare handler that answer the
 * same bytes. Everything is on the machine all the time and is asked turn by turn.
 */
public final class HttpBenchmark {

  private static final int[] SIZES = {10, 1_000, 10_000, 100_000};
  private static final int MOST_NAMES = 1_000;
  private static final Duration WARM = Duration.ofSeconds(4);
  private static final Duration EACH = Duration.ofSeconds(1);
  private static final String NGINX = "nginx, one worker, a file";
  private static final String BARE = "bare Helidon handler";
  private static final String OWN = "registry";

  private final Map<Integer, MeasuredServer> registries;
  private final MeasuredProcess bare;
  private final Optional<MeasuredProcess> nginx;
  private final int rounds;
  private final Plots plots;

  private HttpBenchmark(
      Map<Integer, MeasuredServer> registries,
      MeasuredProcess bare,
      Optional<MeasuredProcess> nginx,
      int rounds,
      Plots plots) {
    this.registries = registries;
    this.bare = bare;
    this.nginx = nginx;
    this.rounds = rounds;
    this.plots = plots;
  }

  /** Options: {@code --rounds=N}, {@code --plots=FOLDER}. */
  public static void main(String[] arguments) throws Exception {
    Options options = new Options(arguments);
    Path folder = Files.createTempDirectory("registry-benchmark");
    Map<Integer, MeasuredServer> registries = new LinkedHashMap<>();
    MeasuredProcess bare = null;
    Optional<MeasuredProcess> nginx = Optional.empty();
    try {
      for (int size : SIZES) {
        MeasuredServer registry = MeasuredServer.start(List.of("-Xmx4g"), "--store", "memory");
        registries.put(size, registry);
        population(size).registerAll(registry);
      }
      MeasuredServer model = registry(registries, 1_000);
      List<String> paths = new ArrayList<>(paths(1_000));
      paths.add("/tools");
      bare = bare(model, paths);
      nginx = nginx(folder, model, paths);
      new HttpBenchmark(
              registries, bare, nginx, options.number("rounds", 9), new Plots(options.plots()))
          .print();
    } finally {
      registries.values().forEach(MeasuredServer::close);
      nginx.ifPresent(MeasuredProcess::close);
      if (bare != null) {
        bare.close();
      }
      Folders.delete(folder);
    }
  }

  /** Every tool is on ten hosts, however many there are: the answers are of one size. */
  private static Population population(int instances) {
    return new Population(instances, 20, instances * 2);
  }

  /** At most a thousand of the names, from everywhere in the catalogue. */
  private static List<String> paths(int instances) {
    int names = instances * 2;
    int asked = Math.min(MOST_NAMES, names);
    return IntStream.range(0, asked)
        .mapToObj(at -> "/tools/tool-" + (int) ((long) at * names / asked))
        .toList();
  }

  private static MeasuredServer registry(Map<Integer, MeasuredServer> registries, int size) {
    MeasuredServer registry = registries.get(size);
    if (registry == null) {
      throw new IllegalStateException("no registry of " + size);
    }
    return registry;
  }

  private static MeasuredProcess bare(MeasuredServer model, List<String> paths) throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.add(String.valueOf(model.port()));
    arguments.addAll(paths);
    List<String> jvm = List.of("-Xmx4g", "-Djava.util.logging.config.file=/dev/null");
    return MeasuredProcess.java(jvm, BareHelidon.class.getName(), arguments);
  }

  private static Optional<MeasuredProcess> nginx(
      Path folder, MeasuredServer model, List<String> paths) throws IOException {
    Optional<Path> binary = Nginx.installed();
    if (binary.isEmpty()) {
      System.out.println("nginx is not installed: its figures are left out.\n");
      return Optional.empty();
    }
    Map<String, byte[]> answers = new LinkedHashMap<>();
    try (Connection connection = model.connect()) {
      for (String path : paths) {
        answers.put(path, connection.get(path).body());
      }
    }
    return Optional.of(Nginx.start(binary.get(), folder, answers));
  }

  private void print() throws IOException {
    Optional<Path> binary = Nginx.installed();
    System.out.printf(
        Locale.ROOT,
        "%s%s%nMedians of %d rounds of %d s, least and greatest in brackets; %d connections.%n%n",
        Machine.described(),
        binary.isPresent() ? " " + Nginx.version(binary.get()) + "." : "",
        rounds,
        EACH.toSeconds(),
        Contest.CONNECTIONS);
    lookups();
    Contest list = new Contest();
    String whole = "/tools";
    for (Map.Entry<String, MeasuredProcess> server : threeServers().entrySet()) {
      list.with(server.getKey(), server.getValue(), 200, List.of(Load.get(whole)));
    }
    table("`GET /tools` of 2,000 groups", list.run(WARM, rounds, EACH), true);
    Contest unchanged = new Contest();
    for (Map.Entry<String, MeasuredProcess> server : threeServers().entrySet()) {
      try (Connection connection = new Connection(server.getValue().port())) {
        String etag = connection.get(whole).etag();
        unchanged.with(
            server.getKey(),
            server.getValue(),
            304,
            List.of(Load.get(whole, "If-None-Match", etag)));
      }
    }
    table("`GET /tools` that the caller has: 304", unchanged.run(WARM, rounds, EACH), false);
    beats();
  }

  private Map<String, MeasuredProcess> threeServers() {
    Map<String, MeasuredProcess> servers = new LinkedHashMap<>();
    nginx.ifPresent(server -> servers.put(NGINX, server));
    servers.put(BARE, bare);
    servers.put(OWN, registry(registries, 1_000).process());
    return servers;
  }

  private void lookups() throws IOException {
    Contest contest = new Contest();
    if (nginx.isPresent()) {
      contest.with(NGINX, nginx.get(), 200, gets(1_000));
    }
    contest.with(BARE, bare, 200, gets(1_000));
    for (int size : SIZES) {
      contest.with(named(size), registry(registries, size).process(), 200, gets(size));
    }
    Map<String, Contest.Measured> all = contest.run(WARM, rounds, EACH);
    table("`GET /tools/{name}`", all, false);
    Contest.Measured smallest = measured(all, named(SIZES[0]));
    Contest.Measured largest = measured(all, named(SIZES[SIZES.length - 1]));
    System.out.printf(
        Locale.ROOT,
        "The largest catalogue over the smallest: %s; by CPU %.2f.%n%n",
        largest.over(smallest).text(".2f"),
        smallest.cpuMicros().median() / largest.cpuMicros().median());
    plots.throughput(SIZES, column(all, Contest.Measured::aSecond));
    plots.latency(SIZES, column(all, Contest.Measured::median), column(all, Contest.Measured::p99));
    memory();
  }

  /** The spread of each size, and of those that have only one, under their names. */
  private static Map<String, double[]> column(
      Map<String, Contest.Measured> all, Function<Contest.Measured, Spread> value) {
    Map<String, double[]> lines = new LinkedHashMap<>();
    lines.put(
        OWN,
        IntStream.of(SIZES)
            .mapToDouble(size -> value.apply(measured(all, named(size))).median())
            .toArray());
    for (String other : List.of(BARE, NGINX)) {
      if (all.containsKey(other)) {
        double same = value.apply(measured(all, other)).median();
        lines.put(other, IntStream.of(SIZES).mapToDouble(size -> same).toArray());
      }
    }
    return lines;
  }

  private static Contest.Measured measured(Map<String, Contest.Measured> all, String name) {
    Contest.Measured found = all.get(name);
    if (found == null) {
      throw new IllegalStateException("nothing measured of " + name);
    }
    return found;
  }

  private void memory() throws IOException {
    double[] megabytes = new double[SIZES.length];
    System.out.println("| Memory of the process after these reads | Resident | Of the bare one |");
    System.out.println("|---|---|---|");
    double least = bare.residentBytes() / (double) (1 << 20);
    for (int at = 0; at < SIZES.length; at++) {
      megabytes[at] = registry(registries, SIZES[at]).residentBytes() / (double) (1 << 20);
      System.out.printf(
          Locale.ROOT,
          "| %s | %,.0f MB | %.1f |%n",
          named(SIZES[at]),
          megabytes[at],
          megabytes[at] / least);
    }
    System.out.printf(Locale.ROOT, "| %s | %,.0f MB | 1.0 |%n%n", BARE, least);
    plots.memory(SIZES, megabytes);
  }

  private void beats() throws IOException {
    Contest contest = new Contest().with(BARE, bare, 200, beats(1_000));
    for (int size : new int[] {1_000, 100_000}) {
      contest.with(named(size), registry(registries, size).process(), 200, beats(size));
    }
    table("`POST /instances/{id}/heartbeat`", contest.run(WARM, rounds, EACH), false);
  }

  private static List<byte[]> gets(int instances) {
    return paths(instances).stream().map(path -> Load.get(path)).toList();
  }

  private static List<byte[]> beats(int instances) {
    int asked = Math.min(10_000, instances);
    return IntStream.range(0, asked)
        .mapToObj(at -> Load.post("/instances/agent-" + at + "/heartbeat", "{}"))
        .toList();
  }

  private static String named(int size) {
    return String.format(Locale.ROOT, "%s, %,d instances", OWN, size);
  }

  private static void table(String what, Map<String, Contest.Measured> all, boolean isAboutBytes) {
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | Of nginx | Of the bare handler | CPU an answer | … of the bare | Median | p99 |%n",
        what,
        isAboutBytes ? "MB a second" : "Answers a second");
    System.out.println("|---|---|---|---|---|---|---|---|");
    Contest.Measured bare = measured(all, BARE);
    all.forEach(
        (name, each) ->
            System.out.printf(
                Locale.ROOT,
                "| %s | %s | %s | %s | %s | %.2f | %,.0f µs | %,.0f µs |%n",
                name,
                isAboutBytes ? each.megabytesASecond().text(",.0f") : each.aSecond().text(",.0f"),
                all.containsKey(NGINX) ? each.over(measured(all, NGINX)).text(".2f") : "—",
                each.over(bare).text(".2f"),
                each.cpuMicros().text(",.1f") + " µs",
                each.cpuMicros().median() / bare.cpuMicros().median(),
                each.median().median(),
                each.p99().median()));
    System.out.println();
  }
}
