package dev.runspec.registry.cli.ssh;

import java.time.Duration;
import java.util.Optional;

/** How a remote run ended. */
public sealed interface RunResult {

  /**
   * What a command line exits with: the remote code, or 124, 125, 130, 255 as its manual has them.
   */
  int exitCode();

  /** One line for the person at this end, saying what to do next; empty when there is no need. */
  Optional<String> complaint();

  /**
   * The command ran to its end.
   *
   * @param code its exit code; 128 and the signal's number when a signal ended it
   */
  record Exited(int code) implements RunResult {
    @Override
    public int exitCode() {
      return code;
    }

    @Override
    public Optional<String> complaint() {
      return Optional.empty();
    }
  }

  /**
   * The host was not reached: nothing ran.
   *
   * @param host where ssh was to go
   * @param reason all that ssh said
   */
  record Unreachable(String host, String reason) implements RunResult {
    @Override
    public int exitCode() {
      return RemoteScript.SSH_FAILED;
    }

    @Override
    public Optional<String> complaint() {
      String said = reason.isEmpty() ? "ssh said nothing" : lastLine(reason);
      return Optional.of(
          host
              + " cannot be reached: "
              + said
              + " (nothing ran; see what 'ssh "
              + host
              + "' says)");
    }
  }

  /**
   * The connection broke while the command ran; what became of it there is unknown, but it was left
   * without its lifeline.
   *
   * @param host where it ran
   */
  record Lost(String host) implements RunResult {
    @Override
    public int exitCode() {
      return RemoteScript.SSH_FAILED;
    }

    @Override
    public Optional<String> complaint() {
      return Optional.of(
          "the connection to "
              + host
              + " broke while the command ran; look there before running it again");
    }
  }

  /**
   * The command was not started.
   *
   * @param reason why, and what would help
   */
  record NotStarted(String reason) implements RunResult {
    @Override
    public int exitCode() {
      return 125;
    }

    @Override
    public Optional<String> complaint() {
      return Optional.of(reason);
    }
  }

  /**
   * This side ended the run.
   *
   * @param reason what made it
   */
  record Cancelled(String reason) implements RunResult {
    @Override
    public int exitCode() {
      return 130;
    }

    @Override
    public Optional<String> complaint() {
      return Optional.of(reason);
    }
  }

  /**
   * It ran longer than it may, and was ended.
   *
   * @param host where it ran
   * @param limit how long it might have run
   */
  record TimedOut(String host, Duration limit) implements RunResult {
    @Override
    public int exitCode() {
      return 124;
    }

    @Override
    public Optional<String> complaint() {
      return Optional.of(
          "the command on "
              + host
              + " was told to end after "
              + limit.toMillis() / 1000.0
              + " s; --timeout gives it longer");
    }
  }

  private static String lastLine(String text) {
    return text.substring(text.lastIndexOf('\n') + 1);
  }
}
