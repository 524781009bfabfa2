package dev.runspec.registry.cli.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A command of this machine that a test cannot do without. */
public final class Shell {

  private Shell() {}

  /** Runs it to its end and fails with what it said unless it exits with 0. */
  public static String run(String... argv) {
    try {
      Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      if (code != 0) {
        throw new AssertionError(List.of(argv) + " exited with " + code + ": " + said);
      }
      return said;
    } catch (IOException e) {
      throw new AssertionError(
          "the tests need '" + argv[0] + "'; bin/test brings what they need", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while running " + argv[0], e);
    }
  }
}
