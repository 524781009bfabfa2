package dev.runspec.registry.cli.doctor;

import dev.runspec.registry.cli.doctor.Check.Level;
import dev.runspec.registry.cli.doctor.RemoteLook.Findings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the findings on a host mean: for each user one check of becoming it, and one of its
 * programs.
 *
 * @param host the host
 * @param findings what was found there
 */
record Diagnosis(String host, Findings findings) {

  private static final int MOST = 3;

  List<Check> checks() {
    Map<String, List<Integer>> byUser = new LinkedHashMap<>();
    for (int number = 0; number < findings.subjects().size(); number++) {
      Subject subject = findings.subjects().get(number);
      byUser
          .computeIfAbsent(subject.method() + " " + subject.user(), key -> new ArrayList<>())
          .add(number);
    }
    List<Check> checks = new ArrayList<>();
    byUser.values().forEach(numbers -> about(numbers, checks));
    return checks;
  }

  private void about(List<Integer> numbers, List<Check> checks) {
    Subject first = findings.subjects().get(numbers.get(0));
    if (!first.method().isEmpty()) {
      checks.add(worst(numbers.stream().map(this::becoming).toList()));
    }
    checks.add(commands(numbers, first));
  }

  private static Check worst(List<Check> checks) {
    Check worst = checks.get(0);
    int bad = 0;
    for (Check each : checks) {
      bad += each.level() == Level.OK ? 0 : 1;
      worst = each.level().compareTo(worst.level()) > 0 ? each : worst;
    }
    return bad < 2
        ? worst
        : new Check(
            worst.about(),
            worst.name(),
            worst.level(),
            worst.detail() + " (and so on for " + (bad - 1) + " more)",
            worst.advice());
  }

  private Check becoming(int number) {
    Subject subject = findings.subjects().get(number);
    String name = subject.method() + " to " + subject.user();
    return switch (subject.method()) {
      case "sudo" -> sudo(number, subject, name);
      case "su" ->
          findings.may(number).equals("0")
              ? Check.ok(host, name, findings.login() + " is root, whom su asks for no password")
              : Check.fail(
                  host,
                  name,
                  "su asks " + findings.login() + " for a password, which run cannot give",
                  "log in as root, or have the agent say sudo");
      default ->
          findings.may(number).equals("0")
              ? Check.warn(
                  host,
                  name,
                  "it is there; what it allows was not looked at",
                  "try it by hand: ssh " + host)
              : Check.fail(
                  host, name, "there is no " + subject.method(), "install it, or use sudo");
    };
  }

  private Check sudo(int number, Subject subject, String name) {
    String[] said = findings.may(number).split(" ", 2);
    String message = said.length == 2 ? said[1] : "";
    String rule =
        "allow it with visudo: "
            + findings.login()
            + " ALL=("
            + subject.user()
            + ") NOPASSWD: "
            + subject.command();
    if (said[0].equals("0")) {
      return findings.asksSometimes()
          ? Check.warn(
              host,
              name,
              "allowed, but some of sudo's rules for " + findings.login() + " ask for a password",
              "look at 'sudo -l' there; if it asks, " + rule)
          : Check.ok(host, name, "allowed without a password");
    }
    if (said[0].equals("127")) {
      return Check.fail(host, name, "there is no sudo", "install it (Debian: sudo)");
    }
    if (message.contains("command not found")) {
      return Check.warn(
          host, name, "sudo finds no " + subject.command(), "see what is said of the programs");
    }
    if (message.contains("unknown user")) {
      return Check.fail(
          host, name, "there is no user " + subject.user(), "make one, or mend the agent's run_as");
    }
    return Check.fail(
        host,
        name,
        message.isEmpty()
            ? "sudo does not let " + findings.login() + " run " + subject.command()
            : message,
        rule);
  }

  private Check commands(List<Integer> numbers, Subject first) {
    String name = first.user().isEmpty() ? "programs" : "programs of " + first.user();
    List<String> missing = new ArrayList<>();
    List<String> unseen = new ArrayList<>();
    for (int number : numbers) {
      Subject subject = findings.subjects().get(number);
      String there = findings.there(number);
      boolean isFoundBySudo =
          subject.method().equals("sudo") && findings.may(number).split(" ", 2)[0].equals("0");
      if (findings.may(number).contains("command not found")
          || (!there.isEmpty() && !there.equals("0"))) {
        missing.add(subject.command());
      } else if (there.isEmpty() && !isFoundBySudo) {
        unseen.add(subject.command());
      }
    }
    if (!missing.isEmpty()) {
      return Check.fail(
          host,
          name,
          "not there, or not to be run: " + some(missing),
          "install them, or mend what the agent says: a bare name is looked for in the PATH of"
              + " whoever runs it");
    }
    if (!unseen.isEmpty()) {
      return Check.warn(
          host, name, "not looked for: " + some(unseen), "nobody could become " + first.user());
    }
    return Check.ok(host, name, numbers.size() + (numbers.size() == 1 ? " is" : " are") + " there");
  }

  private static String some(List<String> names) {
    String some = String.join(", ", names.stream().limit(MOST).toList());
    return names.size() <= MOST ? some : some + " and " + (names.size() - MOST) + " more";
  }
}
