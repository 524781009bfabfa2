package dev.runspec.registry.cli.doctor;

import dev.runspec.registry.Execution;
import dev.runspec.registry.HostName;
import dev.runspec.registry.cli.run.Attempt;
import dev.runspec.registry.cli.run.Preparation;
import dev.runspec.registry.cli.run.Prepared;
import dev.runspec.registry.cli.run.Readiness;
import dev.runspec.registry.cli.ssh.BoundedRun;
import dev.runspec.registry.cli.ssh.RunLimits;
import dev.runspec.registry.cli.ssh.RunMode;
import dev.runspec.registry.cli.ssh.RunResult;
import dev.runspec.registry.cli.ssh.RunStreams;
import dev.runspec.registry.cli.ssh.SshCommand;
import dev.runspec.registry.command.RemoteCommand;
import dev.runspec.registry.command.RunPolicy;
import dev.runspec.registry.command.SshDestination;
import dev.runspec.registry.command.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Looks at hosts as {@code run} would meet them: only where it would be let, only on the way it
 * would go.
 *
 * @param preparation what says whether a run would be let
 * @param way how ssh is called for a destination
 */
public record HostDoctor(Preparation preparation, Function<SshDestination, SshCommand> way) {

  private static final RunLimits LIMITS =
      new RunLimits(Duration.ofSeconds(5), Duration.ofSeconds(20));

  /** A host that has more different programs is looked at in part. */
  private static final int MOST_SUBJECTS = 200;

  /**
   * Looks at one host.
   *
   * @param attempts its tools, as if each were to be run
   */
  public List<Check> checks(HostName host, List<Attempt> attempts) {
    String about = host.value();
    if (attempts.isEmpty()) {
      return List.of(
          Check.fail(
              about,
              "tools",
              "no agent offers tools there now",
              "registry-cli instances --host "
                  + about
                  + " shows what was heard of it; start registry-cli serve there"));
    }
    List<Check> checks = new ArrayList<>();
    Map<SshDestination, List<Subject>> ways = new LinkedHashMap<>();
    List<String> refusals = new ArrayList<>();
    for (Attempt attempt : attempts) {
      prepared(preparation.of(attempt), refusals)
          .ifPresent(
              run ->
                  ways.computeIfAbsent(run.destination(), key -> new ArrayList<>())
                      .add(Subject.of(attempt.place().execution())));
    }
    checks.add(tools(about, attempts.size(), refusals));
    ways.forEach((destination, subjects) -> look(about, destination, subjects, checks));
    return checks;
  }

  private static Optional<Prepared> prepared(Readiness readiness, List<String> refusals) {
    return switch (readiness) {
      case Readiness.Ready ready -> Optional.of(ready.run());
      case Readiness.Unconfirmed unconfirmed -> Optional.of(unconfirmed.run());
      case Readiness.Refused refused -> {
        refusals.add(refused.attempt().group().name() + ": " + refused.refusal().message());
        yield Optional.empty();
      }
    };
  }

  private static Check tools(String about, int all, List<String> refusals) {
    if (refusals.isEmpty()) {
      return Check.ok(about, "tools", all + (all == 1 ? " is" : " are") + " offered");
    }
    String first = refusals.size() + " of " + all + " would be refused, as " + refusals.get(0);
    String advice = "registry-cli policy check TOOL tells more";
    return refusals.size() == all
        ? Check.fail(about, "tools", first, advice + "; nothing was connected")
        : Check.warn(about, "tools", first, advice);
  }

  private void look(
      String about, SshDestination destination, List<Subject> subjects, List<Check> checks) {
    SshCommand ssh = way.apply(destination);
    List<Check> network = new Network(about, ssh).checks();
    checks.addAll(network);
    if (network.stream().anyMatch(check -> check.level() == Check.Level.FAIL)) {
      return;
    }
    RemoteLook look = new RemoteLook(subjects.stream().distinct().limit(MOST_SUBJECTS).toList());
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    RunResult result =
        new BoundedRun(
                ssh,
                shell(look.script()),
                RunMode.LIFELINE,
                new RunStreams(
                    InputStream.nullInputStream(), output, OutputStream.nullOutputStream()),
                LIMITS)
            .result();
    if (result instanceof RunResult.Exited) {
      RemoteLook.Findings findings = look.read(output.toString(StandardCharsets.UTF_8));
      checks.add(
          findings.isWhole()
              ? Check.ok(about, "ssh", "logs in as " + findings.login())
              : Check.fail(
                  about,
                  "ssh",
                  "its shell did not do what it was told",
                  "its login needs a POSIX shell; see what 'ssh " + about + "' does"));
      if (findings.isWhole()) {
        checks.addAll(new Diagnosis(about, findings).checks());
      }
    } else {
      checks.add(SshFailure.check(about, destination, result));
    }
  }

  private static RemoteCommand shell(String script) {
    Verdict<RemoteCommand> command =
        RemoteCommand.of(
            new Execution("sh", null, null, null), List.of("-c", script), RunPolicy.standard());
    if (command instanceof Verdict.Accepted<RemoteCommand> accepted) {
      return accepted.value();
    }
    throw new IllegalStateException("a script of our own is refused: " + command);
  }
}
