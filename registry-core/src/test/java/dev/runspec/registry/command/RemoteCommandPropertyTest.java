package dev.runspec.registry.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.Execution;
import dev.runspec.registry.fuzz.ShellWords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What our own reading of a shell's line is held to: a real shell, many lines at a time. */
class RemoteCommandPropertyTest {

  private static final int LINES = 2000;
  private static final String END = "\u0001end\u0001";
  private static final List<String> METHODS = List.of("", "sudo", "su", "dzdo", "pbrun");
  private static final String UNITS = "'\"\\$`!*?[]{}()<>|&;#~=- \n\t\rab%éü文\u0001\u007f";

  @Test
  void aRealShellReadsTheSameWordsAsWe() throws IOException, InterruptedException {
    Random random = new Random(4711);
    StringBuilder script = new StringBuilder();
    List<String> expected = new ArrayList<>();
    while (expected.size() < LINES) {
      List<String> args = new ArrayList<>();
      for (int count = random.nextInt(4); count > 0; count--) {
        args.add(text(random));
      }
      String method = METHODS.get(random.nextInt(METHODS.size()));
      Execution execution =
          new Execution("/opt/" + text(random), method.isEmpty() ? null : "ops", method, null);
      if (RemoteCommand.of(execution, args, RunPolicy.standard())
          instanceof Verdict.Accepted<RemoteCommand> accepted) {
        String line = accepted.value().shell();
        script.append("printf '%s\\0' ").append(line).append(" '").append(END).append("'\n");
        expected.add(String.join("\0", ShellWords.of(line)));
      }
    }

    assertThat(printed(script.toString())).isEqualTo(expected);
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(8); length > 0; length--) {
      text.append(UNITS.charAt(random.nextInt(UNITS.length())));
    }
    return text.toString();
  }

  /** What the lines of this script print, each up to its end. */
  private static List<String> printed(String script) throws IOException, InterruptedException {
    Path file = Files.createTempFile("lines", ".sh");
    try {
      Files.writeString(file, script);
      Process shell = new ProcessBuilder("sh", file.toString()).start();
      shell.getOutputStream().close();
      String output = new String(shell.getInputStream().readAllBytes(), UTF_8);
      assertThat(shell.waitFor()).isZero();
      List<String> lines = new ArrayList<>(List.of(output.split("\0" + END + "\0", -1)));
      assertThat(lines.remove(lines.size() - 1)).isEmpty();
      return lines;
    } finally {
      Files.delete(file);
    }
  }
}
