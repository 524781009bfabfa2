package dev.runspec.registry.server.soak;

import dev.runspec.registry.server.process.Folders;
import dev.runspec.registry.server.soak.Life.Ending;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Loads a registry with everything for a long time, and reports in Markdown. */
public final class LoadSoak {

  private static final int AGENTS = 150;
  private static final Duration RETENTION = Duration.ofSeconds(20);
  private static final Duration MOST_BETWEEN = Duration.ofSeconds(20);
  private static final Duration LEAST_BETWEEN = Duration.ofSeconds(2);
  private static final int SAMPLES = 40;

  /**
   * The lives in hundredths of the whole: two long ones, in which small growth would show, and
   * short ones between, for what comes with restarts.
   */
  private static final List<Integer> LIVES = List.of(32, 8, 8, 8, 8, 8, 28);

  private LoadSoak() {}

  /** Takes the minutes, and the seed of what is left to chance. */
  public static void main(String[] arguments) throws Exception {
    long minutes = arguments.length > 0 ? Long.parseLong(arguments[0]) : 60;
    long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : System.nanoTime();
    Path folder = Files.createTempDirectory("registry-soak");
    System.err.println("seed " + seed + ", data in " + folder);
    boolean isGood;
    try (LoadRun run = new LoadRun(folder, RETENTION, AGENTS, seed, LoadSoak::tell)) {
      Runtime.getRuntime().addShutdownHook(new Thread(run::close));
      Ending ending = Ending.KILL;
      for (int percent : LIVES) {
        Duration length = Duration.ofMinutes(minutes).multipliedBy(percent).dividedBy(100);
        run.live(length, between(length), ending);
        ending = ending == Ending.KILL ? Ending.TERM : Ending.KILL;
      }
      run.finish();
      System.out.print(LoadReport.markdown(minutes, seed, run));
      List<String> violations = run.findings().violations();
      violations.forEach(each -> System.err.println("! " + each));
      isGood = violations.isEmpty();
    }
    if (isGood) {
      Folders.delete(folder);
    }
    System.exit(isGood ? 0 : 1);
  }

  private static void tell(String line) {
    System.err.println(line);
  }

  private static Duration between(Duration length) {
    Duration even = length.dividedBy(SAMPLES);
    if (even.compareTo(LEAST_BETWEEN) < 0) {
      return LEAST_BETWEEN;
    }
    return even.compareTo(MOST_BETWEEN) > 0 ? MOST_BETWEEN : even;
  }
}
