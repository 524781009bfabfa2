package dev.runspec.registry.cli.arguments;

import dev.runspec.registry.JsonDocument;
import java.util.ArrayList;
import java.util.List;

/**
 * The words that a program is given for the arguments of a call: {@code --name value}, {@code
 * --name} for a flag, and the same name again for each of several values, in the order of the
 * schema. That is how the original passes them, but for a value that begins with a dash: its own
 * parser would take that for an option, and so might any, hence {@code --name=-value}.
 */
public final class CommandWords {

  private static final String TRUE = "true";
  private static final String FALSE = "false";

  private CommandWords() {}

  /**
   * The words.
   *
   * @throws UnfitArguments if a value cannot be a word of a program
   */
  public static List<String> of(GivenArguments given) {
    List<String> words = new ArrayList<>();
    given.values().forEach((name, value) -> add(words, given, name, value));
    return words;
  }

  private static void add(
      List<String> words, GivenArguments given, String name, JsonDocument value) {
    if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf('\0') >= 0) {
      throw new UnfitArguments("the argument '" + name + "' has no name that an option can have");
    }
    if (value.text().equals(TRUE) || value.text().equals(FALSE)) {
      addTruth(words, given, name, value.text());
      return;
    }
    for (JsonDocument each : GivenArguments.each(value)) {
      addOption(words, name, GivenArguments.text(each));
    }
  }

  /**
   * A schema does not tell a flag, which is there or not, from a truth that is said. What is
   * required is no flag; what is true unless said otherwise can only be said.
   */
  private static void addTruth(
      List<String> words, GivenArguments given, String name, String truth) {
    JsonDocument unlessSaid = given.said(name, "default");
    boolean isTrueAnyway = unlessSaid != null && unlessSaid.text().equals(TRUE);
    if (given.required().contains(name)) {
      addOption(words, name, truth);
    } else if (isTrueAnyway) {
      if (truth.equals(FALSE)) {
        addOption(words, name, truth);
      }
    } else if (truth.equals(TRUE)) {
      words.add("--" + name);
    }
  }

  private static void addOption(List<String> words, String name, String value) {
    if (value.indexOf('\0') >= 0) {
      throw new UnfitArguments("the argument " + name + " holds a NUL, which no program can get");
    }
    if (value.startsWith("-")) {
      words.add("--" + name + "=" + value);
    } else {
      words.add("--" + name);
      words.add(value);
    }
  }
}
