package dev.runspec.registry.server.faults;

import dev.runspec.registry.server.process.Folders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Breaks one thing after the other, in any order, for a long time, and reports in Markdown. */
public final class Soak {

  private static final int AGENTS = 210;

  private Soak() {}

  /** Takes the minutes, the seed of all that is left to chance, and which faults, if not all. */
  public static void main(String[] arguments) throws Exception {
    Duration time = Duration.ofMinutes(arguments.length > 0 ? Long.parseLong(arguments[0]) : 60);
    long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : System.nanoTime();
    Path folder = Files.createTempDirectory("registry-soak");
    System.err.println("seed " + seed + ", logs in " + folder);
    List<Fault> faults =
        arguments.length > 2
            ? Arrays.stream(arguments).skip(2).map(Fault::valueOf).toList()
            : List.of(Fault.values());
    List<Round> rounds = new ArrayList<>();
    FaultRun run = FaultRun.start(folder, AGENTS, seed);
    Runtime.getRuntime().addShutdownHook(new Thread(run::close));
    Random random = new Random(seed);
    long end = System.nanoTime() + time.toNanos();
    do {
      List<Fault> order = new ArrayList<>(faults);
      Collections.shuffle(order, random);
      for (Fault fault : order) {
        Round round = run.run(fault, length(fault, random));
        rounds.add(round);
        System.err.println(rounds.size() + " " + fault + " " + round.numbers());
        round.violations().stream().limit(10).forEach(each -> System.err.println("  ! " + each));
      }
    } while (System.nanoTime() - end < 0);
    System.out.print(new SoakReport(time, seed, AGENTS, rounds).markdown());
    boolean isGood = rounds.stream().allMatch(round -> round.violations().isEmpty());
    if (isGood) {
      run.close();
      Folders.delete(folder);
    }
    System.exit(isGood ? 0 : 1);
  }

  /** Up to four times as long as it is at least. */
  private static Duration length(Fault fault, Random random) {
    return fault.isOfFixedLength()
        ? fault.length()
        : fault.length().plusMillis(random.nextLong(3 * fault.length().toMillis()));
  }
}
