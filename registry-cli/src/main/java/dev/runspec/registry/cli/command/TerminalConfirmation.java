package dev.runspec.registry.cli.command;

import dev.runspec.registry.cli.Surroundings;
import dev.runspec.registry.cli.output.Visible;
import dev.runspec.registry.cli.run.Confirmation;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.Locale;

/** The person at the terminal; without one, nobody says yes. */
record TerminalConfirmation(Surroundings here, PrintWriter terminal) implements Confirmation {

  private static final int LONGEST = 100;

  @Override
  public boolean isGiven(String question) {
    if (!here.isTerminal()) {
      return false;
    }
    terminal.print(Visible.of(question) + " [y/N] ");
    terminal.flush();
    String answer = line(here.input()).strip().toLowerCase(Locale.ROOT);
    return answer.equals("y") || answer.equals("yes");
  }

  /** Byte by byte: what follows may be for the tool. */
  private static String line(InputStream input) {
    StringBuilder line = new StringBuilder();
    try {
      for (int next = input.read();
          next >= 0 && next != '\n' && line.length() < LONGEST;
          next = input.read()) {
        line.append((char) next);
      }
    } catch (IOException e) {
      return "";
    }
    return line.toString();
  }
}
