package dev.runspec.registry.cli.watch;

import dev.runspec.registry.cli.ChildProcess;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much a terminal shows.
 *
 * @param rows lines, at least 2
 * @param columns cells of a line, at least 20
 */
record TerminalSize(int rows, int columns) {

  private static final TerminalSize USUAL = new TerminalSize(24, 80);
  private static final Pattern SAID = Pattern.compile("(\\d{1,5}) (\\d{1,5})\\s*");

  TerminalSize {
    rows = Math.max(2, rows);
    columns = Math.max(20, columns);
  }

  /** That of the terminal of this process, now. Java does not know it; {@code stty} does. */
  static TerminalSize present() {
    try {
      Process stty =
          ChildProcess.of(List.of("stty", "size"))
              .redirectInput(new File("/dev/tty"))
              .redirectError(Redirect.DISCARD)
              .start();
      String said = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      stty.waitFor(1, TimeUnit.SECONDS);
      return parsed(said);
    } catch (IOException e) {
      return USUAL;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return USUAL;
    }
  }

  /** What {@code stty size} said: rows and columns. */
  static TerminalSize parsed(String said) {
    Matcher sizes = SAID.matcher(said);
    if (!sizes.matches() || sizes.group(1).equals("0") || sizes.group(2).equals("0")) {
      return USUAL;
    }
    return new TerminalSize(Integer.parseInt(sizes.group(1)), Integer.parseInt(sizes.group(2)));
  }
}
