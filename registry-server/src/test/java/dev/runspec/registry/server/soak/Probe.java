package dev.runspec.registry.server.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Looks at a process from outside: through {@code /proc}, and through the JDK's {@code jcmd}. */
final class Probe {

  private static final Pattern TOTAL = Pattern.compile("(?m)^Total +[0-9]+ +([0-9]+)");
  private static final Pattern VIRTUAL = Pattern.compile("\"virtual\": *true");

  private static final String LISTENING = "0A";

  private final long pid;
  private final Path data;
  private final Path dump;

  /**
   * A look at this process.
   *
   * @param data where its data is
   * @param dump a file that may be written over
   */
  Probe(long pid, Path data, Path dump) {
    this.pid = pid;
    this.data = data;
    this.dump = dump;
  }

  /** Everything; a full garbage collection comes before the heap is measured. */
  Map<Gauge, Long> measure() throws IOException, InterruptedException {
    Map<Gauge, Long> values = new EnumMap<>(Gauge.class);
    values.put(Gauge.VIRTUAL, virtualThreads());
    values.put(Gauge.HEAP, heap());
    values.put(Gauge.RESIDENT, status("VmRSS") << 10);
    values.put(Gauge.THREADS, status("Threads"));
    List<String> open = open();
    values.put(Gauge.FILES, (long) open.size());
    values.put(Gauge.SOCKETS, sockets(open));
    values.put(Gauge.DATA, dataSize());
    return values;
  }

  /** How many sockets it has open. */
  long sockets() throws IOException {
    return sockets(open());
  }

  private static long sockets(List<String> open) {
    return open.stream().filter(each -> each.startsWith("socket:")).count();
  }

  /** How many connections to others it has open. */
  long connections() throws IOException {
    Set<String> own = new HashSet<>(open());
    long count = 0;
    for (String table : List.of("tcp", "tcp6")) {
      count +=
          Files.readAllLines(Path.of("/proc/" + pid + "/net/" + table)).stream()
              .map(line -> line.strip().split(" +", -1))
              .filter(cells -> cells.length > 9 && !cells[3].equals(LISTENING))
              .filter(cells -> own.contains("socket:[" + cells[9] + "]"))
              .count();
    }
    return count;
  }

  /** The largest classes on the heap, to tell what grew. */
  String histogram() throws IOException, InterruptedException {
    return jcmd("GC.class_histogram").lines().limit(30).reduce("", (a, b) -> a + b + "\n");
  }

  private long heap() throws IOException, InterruptedException {
    String histogram = jcmd("GC.class_histogram");
    Matcher total = TOTAL.matcher(histogram);
    if (!total.find()) {
      throw new IOException("no total in " + histogram);
    }
    return Long.parseLong(total.group(1));
  }

  private long virtualThreads() throws IOException, InterruptedException {
    String unused = jcmd("Thread.dump_to_file", "-overwrite", "-format=json", dump.toString());
    return VIRTUAL.matcher(Files.readString(dump)).results().count();
  }

  private String jcmd(String... command) throws IOException, InterruptedException {
    List<String> all =
        Stream.concat(
                Stream.of(
                    Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                    Long.toString(pid)),
                Stream.of(command))
            .toList();
    Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(all + " failed: " + printed);
    }
    return printed;
  }

  private long status(String name) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
        .filter(line -> line.startsWith(name + ":"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElseThrow();
  }

  private List<String> open() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      return files.map(Probe::target).filter(each -> !each.isEmpty()).toList();
    }
  }

  /** What a descriptor stands for; nothing, when it was closed meanwhile. */
  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException e) {
      return "";
    }
  }

  private long dataSize() throws IOException {
    try (Stream<Path> files = Files.list(data)) {
      long sum = 0;
      for (Path file : files.filter(each -> each.toString().contains("registry.db")).toList()) {
        sum += Files.size(file);
      }
      return sum;
    }
  }
}
