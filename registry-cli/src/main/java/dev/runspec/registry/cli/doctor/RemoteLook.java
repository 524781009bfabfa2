package dev.runspec.registry.cli.doctor;

import dev.runspec.registry.command.ShellQuote;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A script that looks on a host whether programs are there and users can be become, and its
 * answers. It asks {@code sudo} what it would allow, and starts nothing but shells that look for a
 * file.
 *
 * @param subjects what is looked for
 */
record RemoteLook(List<Subject> subjects) {

  /** The first line: all that a login's own files print comes before. */
  private static final String BEGIN = "registry-cli-doctor";

  RemoteLook {
    subjects = List.copyOf(subjects);
  }

  /** The script for {@code sh -c}. */
  String script() {
    StringBuilder script = new StringBuilder("echo " + BEGIN + "; exec 2>/dev/null </dev/null; ");
    script.append("i=$(id -u); echo \"id $i\"; echo \"name $(id -un)\"; ");
    boolean isSudoNeeded = subjects.stream().anyMatch(each -> each.method().equals("sudo"));
    if (isSudoNeeded) {
      script.append(
          "if sudo -n -l | grep '^ *(' | grep -v NOPASSWD: | grep -q .; then echo asks yes; fi; ");
    }
    for (int number = 0; number < subjects.size(); number++) {
      script.append(look(number, subjects.get(number)));
    }
    return script.append("exit 0").toString();
  }

  private static String look(int number, Subject subject) {
    String command = ShellQuote.quote(subject.command());
    String user = ShellQuote.quote(subject.user());
    String seen = ShellQuote.quote("command -v " + command + " >/dev/null");
    return switch (subject.method()) {
      case "" -> "command -v " + command + " >/dev/null; echo \"there " + number + " $?\"; ";
      case "sudo" ->
          "o=$(sudo -n -l -u "
              + user
              + " "
              + command
              + " 2>&1 >/dev/null); c=$?; echo \"may "
              + number
              + " $c $(printf %s \"$o\" | head -n 1)\"; if sudo -n -l -u "
              + user
              + " sh >/dev/null; then sudo -n -u "
              + user
              + " sh -c "
              + seen
              + "; echo \"there "
              + number
              + " $?\"; fi; ";
      case "su" ->
          "echo \"may "
              + number
              + " $i\"; if [ \"$i\" = 0 ]; then su -c "
              + seen
              + " "
              + user
              + "; echo \"there "
              + number
              + " $?\"; fi; ";
      default ->
          "command -v "
              + ShellQuote.quote(subject.method())
              + " >/dev/null; echo \"may "
              + number
              + " $?\"; ";
    };
  }

  /** What the script said. */
  Findings read(String output) {
    Map<String, String> said = new HashMap<>();
    List<String> lines = new ArrayList<>(output.lines().toList());
    int begin = lines.lastIndexOf(BEGIN);
    for (String line : lines.subList(begin + 1, lines.size())) {
      String[] words = line.split(" ", 3);
      if (words.length >= 2 && (words[0].equals("may") || words[0].equals("there"))) {
        said.put(words[0] + " " + words[1], words.length == 3 ? words[2] : "");
      } else if (words.length >= 2) {
        said.put(words[0], words[1]);
      }
    }
    return new Findings(subjects, said, begin >= 0);
  }

  /**
   * Its answers.
   *
   * @param subjects what was looked for
   * @param said what was said, by what it is about
   * @param isWhole whether the script was heard at all
   */
  record Findings(List<Subject> subjects, Map<String, String> said, boolean isWhole) {

    Findings {
      subjects = List.copyOf(subjects);
      said = Map.copyOf(said);
    }

    /** The login that it ran as. */
    String login() {
      return said.getOrDefault("name", "the login");
    }

    /** Whether some of sudo's rules for this login ask for a password. */
    boolean asksSometimes() {
      return said.containsKey("asks");
    }

    /** What becoming the user came to: an exit code, and perhaps a message after it. */
    String may(int number) {
      return said.getOrDefault("may " + number, "");
    }

    /** The exit code of looking for the program as its user; empty where nobody could look. */
    String there(int number) {
      return said.getOrDefault("there " + number, "");
    }
  }
}
