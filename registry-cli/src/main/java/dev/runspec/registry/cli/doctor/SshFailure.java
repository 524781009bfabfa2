package dev.runspec.registry.cli.doctor;

import dev.runspec.registry.cli.ssh.RunResult;
import dev.runspec.registry.command.SshDestination;

/** What to do about an SSH that does not get through. */
final class SshFailure {

  private SshFailure() {}

  static Check check(String about, SshDestination destination, RunResult result) {
    String said = result.complaint().orElse("it ended with " + result.exitCode());
    String reason = result instanceof RunResult.Unreachable away ? away.reason() : said;
    String last = reason.isEmpty() ? said : reason.substring(reason.lastIndexOf('\n') + 1);
    return Check.fail(about, "ssh", last, advice(reason, destination));
  }

  private static String advice(String reason, SshDestination destination) {
    String login = destination.user() == null ? "" : destination.user() + "@";
    String by = "ssh " + login + destination.host();
    if (reason.contains("IDENTIFICATION HAS CHANGED")) {
      return "ask who runs the host whether its key was changed; then ssh-keygen -R "
          + destination.host();
    }
    if (reason.contains("Host key verification failed")) {
      return "call '" + by + "' once, and compare the key's fingerprint with the host's";
    }
    if (reason.contains("Permission denied")) {
      return "offer a key: ssh-add, or IdentityFile for it in ~/.ssh/config; it has to be in"
          + " authorized_keys there (ssh-copy-id)";
    }
    if (reason.contains("there is no program")) {
      return "";
    }
    return "see what '" + by + "' says";
  }
}
