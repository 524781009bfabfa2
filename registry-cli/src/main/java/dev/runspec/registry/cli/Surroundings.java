package dev.runspec.registry.cli;

import java.io.Console;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.Map;

/**
 * What the process finds around itself, so that a test can put something else there.
 *
 * @param environment the environment variables
 * @param nearby the registry of this place
 * @param input standard input
 * @param clock the time of day
 * @param isTerminal whether a person reads the output as it comes
 */
public record Surroundings(
    Map<String, String> environment,
    NearbyRegistry nearby,
    InputStream input,
    InstantSource clock,
    boolean isTerminal) {

  public Surroundings {
    environment = Map.copyOf(environment);
  }

  /** Those of this process. */
  static Surroundings ofThisProcess(NearbyRegistry nearby) {
    return new Surroundings(
        System.getenv(), nearby, System.in, InstantSource.system(), hasTerminal());
  }

  /** Whether output may be coloured: on a terminal, unless {@code NO_COLOR} or its kind says no. */
  public boolean isColourful() {
    return isTerminal
        && environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !environment.getOrDefault("TERM", "").equals("dumb");
  }

  /** From Java 22 on there is a console without a terminal, and a method that tells. */
  @SuppressWarnings("SystemConsoleNull") // Java 21 still returns null.
  private static boolean hasTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
