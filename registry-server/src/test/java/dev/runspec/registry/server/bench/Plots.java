package dev.runspec.registry.server.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The plots, beside the tables that they show. */
final class Plots {

  private static final String SIZE = "instances in the catalogue";

  private final Optional<Path> folder;

  Plots(Optional<Path> folder) {
    this.folder = folder;
  }

  void throughput(int[] sizes, Map<String, double[]> lines) throws IOException {
    Plot plot = new Plot("GET /tools/{name}: answers a second", SIZE, named(sizes));
    lines.forEach(plot::line);
    write(plot, "benchmark-throughput.svg");
  }

  void latency(int[] sizes, Map<String, double[]> medians, Map<String, double[]> p99s)
      throws IOException {
    Plot plot = new Plot("GET /tools/{name}: µs to the answer, 32 connections", SIZE, named(sizes));
    medians.forEach((name, values) -> plot.line(name + ", median", values));
    p99s.forEach((name, values) -> plot.line(name + ", p99", values));
    write(plot, "benchmark-latency.svg");
  }

  void memory(int[] sizes, double[] megabytes) throws IOException {
    write(
        new Plot("Resident memory, MB, 20 tools each on ten hosts", SIZE, named(sizes))
            .line("registry", megabytes),
        "benchmark-memory.svg");
  }

  void startup(int[] sizes, double[] prepared, double[] bare) throws IOException {
    write(
        new Plot("Start of the registry, ms to its answer, 20 tools each", SIZE, named(sizes))
            .line("as bin/registry-server starts it", prepared)
            .line("nothing prepared", bare),
        "benchmark-startup.svg");
  }

  private static List<String> named(int[] sizes) {
    return Arrays.stream(sizes).mapToObj(size -> String.format(Locale.ROOT, "%,d", size)).toList();
  }

  private void write(Plot plot, String name) throws IOException {
    if (folder.isPresent()) {
      Files.createDirectories(folder.get());
      Files.writeString(folder.get().resolve(name), plot.svg());
      System.out.println("![" + plot.title() + "](images/" + name + ")\n");
    }
  }
}
