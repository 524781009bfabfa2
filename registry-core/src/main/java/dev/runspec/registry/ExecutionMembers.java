package dev.runspec.registry;

import org.jspecify.annotations.Nullable;

/**
 * Reads execution members from their compact text, {@code "x-command":"…","x-run-as":null}: texts
 * as {@link JsonDocument#string} writes them, or null.
 */
final class ExecutionMembers {

  private final String text;
  private int at;

  private int taken;
  private @Nullable String command;
  private @Nullable String runAs;
  private @Nullable String becomeMethod;
  private @Nullable String becomeFlags;

  private ExecutionMembers(String text) {
    this.text = text;
  }

  /**
   * What they say.
   *
   * @throws IllegalArgumentException if this is not their text
   */
  static Execution read(String text) {
    ExecutionMembers members = new ExecutionMembers(text);
    members.read();
    return new Execution(members.command, members.runAs, members.becomeMethod, members.becomeFlags);
  }

  /**
   * Makes sure that they can be read.
   *
   * @throws IllegalArgumentException if not
   */
  static void check(String text) {
    new ExecutionMembers(text).read();
  }

  private void read() {
    member();
    while (at < text.length()) {
      expect(',');
      member();
    }
  }

  private void member() {
    String name = string();
    expect(':');
    @Nullable String value = value();
    switch (name) {
      case "x-command" -> {
        take(1);
        command = value;
      }
      case "x-run-as" -> {
        take(2);
        runAs = value;
      }
      case "x-become-method" -> {
        take(4);
        becomeMethod = value;
      }
      case "x-become-flags" -> {
        take(8);
        becomeFlags = value;
      }
      default -> throw wrong("a member that is none of an execution");
    }
  }

  private void take(int member) {
    if ((taken & member) != 0) {
      throw wrong("a member twice");
    }
    taken |= member;
  }

  private @Nullable String value() {
    if (text.startsWith("null", at)) {
      at += 4;
      return null;
    }
    return string();
  }

  private String string() {
    expect('"');
    int from = at;
    int end = from;
    while (end < text.length() && text.charAt(end) != '"' && text.charAt(end) != '\\') {
      end++;
    }
    if (end < text.length() && text.charAt(end) == '"') {
      at = end + 1;
      return text.substring(from, end);
    }
    StringBuilder unescaped = new StringBuilder();
    while (at < text.length() && text.charAt(at) != '"') {
      char unit = text.charAt(at++);
      unescaped.append(unit == '\\' ? escaped() : unit);
    }
    expect('"');
    return unescaped.toString();
  }

  private char escaped() {
    char unit = at < text.length() ? text.charAt(at++) : '?';
    return switch (unit) {
      case '"', '\\' -> unit;
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'u' -> hex();
      default -> throw wrong("an escape that we do not write");
    };
  }

  private char hex() {
    if (at + 4 > text.length()) {
      throw wrong("half an escape");
    }
    at += 4;
    return (char) Integer.parseInt(text, at - 4, at, 16);
  }

  private void expect(char unit) {
    if (at >= text.length() || text.charAt(at) != unit) {
      throw wrong("something else than " + unit);
    }
    at++;
  }

  private IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(
        "execution members hold " + what + " at " + at + " of " + text.length());
  }
}
