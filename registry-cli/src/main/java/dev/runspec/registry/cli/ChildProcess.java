package dev.runspec.registry.cli;

import java.util.List;

/**
 * How other programs are started: with the environment of this one, but for the key of the
 * registry. It is none of theirs: {@code ssh} may be told to send its environment along, and
 * connections that are kept outlive this process.
 */
public final class ChildProcess {

  private ChildProcess() {}

  /** Begins to start this. */
  public static ProcessBuilder of(List<String> argv) {
    ProcessBuilder builder = new ProcessBuilder(argv);
    builder.environment().remove(ConnectionOptions.KEY);
    return builder;
  }
}
