package dev.runspec.registry.server.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The same requests to several servers, turn by turn, so that what else the machine does falls on
 * all of them. A ratio is that of two rounds which followed each other.
 */
final class Contest {

  static final int CONNECTIONS = 32;

  private final Map<String, Side> sides = new LinkedHashMap<>();

  private record Side(MeasuredProcess server, Load load, Measured measured) {}

  /** What the rounds of one server gave. */
  static final class Measured {
    private final List<Double> aSecond = new ArrayList<>();
    private final List<Double> megabytesASecond = new ArrayList<>();
    private final List<Double> cpuMicros = new ArrayList<>();
    private final List<Double> median = new ArrayList<>();
    private final List<Double> p99 = new ArrayList<>();

    private void note(Load.Round round, Duration cpu) {
      aSecond.add(round.aSecond());
      megabytesASecond.add(round.bytesASecond() / (1 << 20));
      cpuMicros.add(cpu.toNanos() / 1e3 / round.answers());
      median.add((double) round.latencies().percentile(0.5));
      p99.add((double) round.latencies().percentile(0.99));
    }

    Spread aSecond() {
      return Spread.of(aSecond);
    }

    Spread megabytesASecond() {
      return Spread.of(megabytesASecond);
    }

    /** Microseconds of CPU that the server took for each answer. */
    Spread cpuMicros() {
      return Spread.of(cpuMicros);
    }

    /** Microseconds. */
    Spread median() {
      return Spread.of(median);
    }

    /** Microseconds. */
    Spread p99() {
      return Spread.of(p99);
    }

    /** How many times as fast as {@code other}, round by round. */
    Spread over(Measured other) {
      double[] ratios = new double[aSecond.size()];
      for (int at = 0; at < ratios.length; at++) {
        ratios[at] = aSecond.get(at) / other.aSecond.get(at);
      }
      return Spread.of(ratios);
    }
  }

  /** Another server takes part. */
  Contest with(String name, MeasuredProcess server, int status, List<byte[]> requests)
      throws IOException {
    Load load = new Load(server.port(), CONNECTIONS, status, requests);
    sides.put(name, new Side(server, load, new Measured()));
    return this;
  }

  /** Lets all warm up for {@code warm}, then measures {@code rounds} turns of {@code each}. */
  Map<String, Measured> run(Duration warm, int rounds, Duration each) throws IOException {
    try {
      for (Side side : sides.values()) {
        Load.Round unused = side.load.run(warm);
      }
      for (int round = 0; round < rounds; round++) {
        for (Side side : sides.values()) {
          Duration before = side.server.cpu();
          Load.Round done = side.load.run(each);
          side.measured.note(done, side.server.cpu().minus(before));
        }
      }
      Map<String, Measured> results = new LinkedHashMap<>();
      sides.forEach((name, side) -> results.put(name, side.measured));
      return results;
    } finally {
      for (Side side : sides.values()) {
        side.load.close();
      }
    }
  }
}
