package dev.runspec.registry;

import org.jspecify.annotations.Nullable;

/**
 * How a tool is run on one host: what its agent said, believed by nobody (see {@code
 * command.RemoteCommand}).
 *
 * @param command the program, {@code x-command}; null when the agent sent none
 * @param runAs the user to become, {@code x-run-as}; null or empty means nobody else
 * @param becomeMethod how to become that user, {@code x-become-method}; null means {@code sudo}
 * @param becomeFlags flags for the method, {@code x-become-flags}, as one text; null means none
 */
public record Execution(
    @Nullable String command,
    @Nullable String runAs,
    @Nullable String becomeMethod,
    @Nullable String becomeFlags) {

  /** An agent that said nothing about running. */
  public static final Execution UNSAID = new Execution(null, null, null, null);
}
