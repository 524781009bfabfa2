package dev.runspec.registry.cli.run;

import dev.runspec.registry.HostName;
import dev.runspec.registry.cli.ssh.RunResult;
import java.time.Duration;

/**
 * How it went on one of several hosts.
 *
 * @param host the host
 * @param outcome in a word
 * @param code what a run of this host alone would exit with
 * @param time how long it took; zero where nothing was tried
 * @param message what a person should know, from the host or about it; perhaps empty
 */
public record HostOutcome(HostName host, Outcome outcome, int code, Duration time, String message) {

  static HostOutcome of(HostName host, RunResult result, Duration time) {
    return new HostOutcome(
        host, Outcome.of(result), result.exitCode(), time, result.complaint().orElse(""));
  }

  static HostOutcome skipped(HostName host, String why) {
    return new HostOutcome(host, Outcome.SKIPPED, 125, Duration.ZERO, why);
  }

  static HostOutcome refused(HostName host, String why) {
    return new HostOutcome(host, Outcome.REFUSED, 125, Duration.ZERO, why);
  }
}
