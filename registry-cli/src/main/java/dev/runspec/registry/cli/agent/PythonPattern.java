package dev.runspec.registry.cli.agent;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A Python {@code re} expression as a Java one that matches the same texts. What Python refuses is
 * refused, and so is what Java cannot say ({@code (?(1)…)}, {@code (?a)}).
 */
final class PythonPattern {

  /** Line ends and character classes as Python knows them for {@code str}. */
  private static final int PYTHON_RULES = Pattern.UNIX_LINES | Pattern.UNICODE_CHARACTER_CLASS;

  private static final String ESCAPES_IN_CLASS = "dDsSwWafnrtvbxuU";
  private static final String ESCAPES = ESCAPES_IN_CLASS + "ABZ";
  private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");
  private static final Pattern REPEAT = Pattern.compile("\\{(\\d*)(,?)(\\d*)\\}");
  private static final Pattern OCTAL = Pattern.compile("[0-7]{1,3}");
  private static final Pattern GROUP = Pattern.compile("\\d{1,2}");

  private final String python;
  private final StringBuilder java = new StringBuilder();

  /** Python's group names to ours: Java's may hold no underscore. */
  private final Map<String, String> groups = new LinkedHashMap<>();

  private int opened;
  private int at;

  private PythonPattern(String python) {
    this.python = python;
  }

  /**
   * The Java pattern; use {@code matches} for {@code re.fullmatch}.
   *
   * @throws PatternSyntaxException if it is no Python pattern, or Java has no like of it
   */
  static Pattern compile(String python) {
    return Pattern.compile(new PythonPattern(python).translated(), PYTHON_RULES);
  }

  private String translated() {
    while (at < python.length()) {
      char next = python.charAt(at);
      switch (next) {
        case '\\' -> escape(ESCAPES);
        case '[' -> characterClass();
        case '{' -> repeat();
        case '}' -> literal();
        case '(' -> group();
        default -> {
          java.append(next);
          at++;
        }
      }
    }
    return java.toString();
  }

  private void literal() {
    java.append('\\').append(python.charAt(at++));
  }

  private void escape(String letters) {
    if (at + 1 == python.length()) {
      throw wrong("bad escape (end of pattern)");
    }
    char escaped = python.charAt(at + 1);
    boolean letter = escaped < 128 && Character.isLetter(escaped);
    if (letter && letters.indexOf(escaped) < 0) {
      throw wrong("bad escape \\" + escaped);
    }
    if (escaped >= '0' && escaped <= '9') {
      number(escaped, letters.equals(ESCAPES_IN_CLASS));
      return;
    }
    switch (escaped) {
      case 'Z' -> java.append("\\z");
      case 'v' -> java.append("\\x0B");
      case 'U' -> {
        if (at + 10 > python.length()) {
          throw wrong("incomplete escape \\U");
        }
        java.append("\\x{").append(python, at + 2, at + 10).append('}');
        at += 8;
      }
      case 'b' -> java.append(letters.equals(ESCAPES) ? "\\b" : "\\x08");
      default -> java.append('\\').append(escaped);
    }
    at += 2;
  }

  /** An octal character ({@code \0}, {@code \012}, in a class also {@code \1}), or a group. */
  private void number(char first, boolean inClass) {
    Matcher octal = OCTAL.matcher(python).region(at + 1, python.length());
    boolean isOctal = octal.lookingAt();
    if (isOctal && (first == '0' || inClass || octal.group().length() == 3)) {
      int character = Integer.parseInt(octal.group(), 8);
      java.append("\\x{").append(Integer.toHexString(character)).append('}');
      at = octal.end();
      return;
    }
    Matcher digits = GROUP.matcher(python).region(at + 1, python.length());
    if (inClass || !digits.lookingAt() || Integer.parseInt(digits.group()) > opened) {
      throw wrong("invalid group reference");
    }
    // Java would take a third digit into the number.
    java.append("(?:\\").append(digits.group()).append(')');
    at = digits.end();
  }

  /** Everything but ranges and escapes is a literal: Java's {@code [} and {@code &&} are not. */
  private void characterClass() {
    java.append('[');
    at++;
    if (at < python.length() && python.charAt(at) == '^') {
      java.append('^');
      at++;
    }
    int first = at;
    while (at < python.length() && (python.charAt(at) != ']' || at == first)) {
      char next = python.charAt(at);
      if (next == '\\') {
        escape(ESCAPES_IN_CLASS);
      } else if (next == '-' || next >= 128 || Character.isLetterOrDigit(next)) {
        java.append(next);
        at++;
      } else {
        literal();
      }
    }
    if (at == python.length()) {
      throw wrong("unterminated character set");
    }
    java.append(']');
    at++;
  }

  /** {@code {2}}, {@code {2,}}, {@code {,3}}; any other brace is a literal. */
  private void repeat() {
    Matcher counts = REPEAT.matcher(python).region(at, python.length());
    if (!counts.lookingAt() || counts.group().equals("{}")) {
      literal();
      return;
    }
    String least = counts.group(1).isEmpty() ? "0" : counts.group(1);
    java.append('{').append(least).append(counts.group(2)).append(counts.group(3)).append('}');
    at = counts.end();
  }

  private void group() {
    if (python.startsWith("(?P<", at)) {
      String name = name(at + 4, '>');
      String ours = "g" + groups.size();
      if (groups.put(name, ours) != null) {
        throw wrong("redefinition of group name " + name);
      }
      java.append("(?<").append(ours).append('>');
      opened++;
    } else if (python.startsWith("(?P=", at)) {
      String name = name(at + 4, ')');
      String ours = groups.get(name);
      if (ours == null) {
        throw wrong("unknown group name " + name);
      }
      java.append("\\k<").append(ours).append('>');
    } else if (python.startsWith("(?#", at)) {
      int end = python.indexOf(')', at);
      if (end < 0) {
        throw wrong("missing ), unterminated comment");
      }
      at = end + 1;
    } else if (python.startsWith("(?<", at)
        && !python.startsWith("(?<=", at)
        && !python.startsWith("(?<!", at)) {
      throw wrong("unknown extension ?<");
    } else {
      opened += python.startsWith("(?", at) ? 0 : 1;
      java.append('(');
      at++;
    }
  }

  private String name(int from, char end) {
    int to = python.indexOf(end, from);
    String name = to < 0 ? "" : python.substring(from, to);
    if (!NAME.matcher(name).matches()) {
      throw wrong("bad or missing group name");
    }
    at = to + 1;
    return name;
  }

  private PatternSyntaxException wrong(String problem) {
    return new PatternSyntaxException(problem, python, at);
  }
}
