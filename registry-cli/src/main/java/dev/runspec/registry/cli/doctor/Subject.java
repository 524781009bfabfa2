package dev.runspec.registry.cli.doctor;

import dev.runspec.registry.Execution;
import org.jspecify.annotations.Nullable;

/**
 * A program that tools run, as one user. Only for what {@code RemoteCommand} accepts.
 *
 * @param command the program
 * @param user the user; empty for the login itself
 * @param method how to become the user
 */
record Subject(String command, String user, String method) {

  static Subject of(Execution execution) {
    String user = orNothing(execution.runAs());
    String method = execution.becomeMethod() == null ? "sudo" : execution.becomeMethod();
    return new Subject(orNothing(execution.command()), user, user.isEmpty() ? "" : method);
  }

  private static String orNothing(@Nullable String text) {
    return text == null ? "" : text;
  }
}
