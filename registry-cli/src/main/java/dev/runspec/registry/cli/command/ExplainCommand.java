package dev.runspec.registry.cli.command;

import dev.runspec.registry.HostName;
import dev.runspec.registry.ToolHost;
import dev.runspec.registry.ToolName;
import dev.runspec.registry.cli.AgentName;
import dev.runspec.registry.cli.ConnectionOptions;
import dev.runspec.registry.cli.Surroundings;
import dev.runspec.registry.cli.UnknownOptionHint;
import dev.runspec.registry.cli.explanation.Explanation;
import dev.runspec.registry.cli.explanation.Explanation.Call;
import dev.runspec.registry.cli.output.ExplanationListing;
import dev.runspec.registry.cli.output.OutputOptions;
import dev.runspec.registry.cli.policy.Attendance;
import dev.runspec.registry.cli.policy.Finding;
import dev.runspec.registry.cli.policy.PolicyGuard;
import dev.runspec.registry.cli.policy.PolicyOptions;
import dev.runspec.registry.cli.run.Attempt;
import dev.runspec.registry.cli.run.Preparation;
import dev.runspec.registry.cli.run.Prepared;
import dev.runspec.registry.cli.run.Readiness;
import dev.runspec.registry.cli.run.Witness;
import dev.runspec.registry.cli.run.Witness.Testimony;
import dev.runspec.registry.cli.signature.VerifyOptions;
import dev.runspec.registry.cli.ssh.RunMode;
import dev.runspec.registry.cli.ssh.SshCommand;
import dev.runspec.registry.client.RegistryClient;
import dev.runspec.registry.command.SshOverrides;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code explain TOOL --host HOST -- ARGS}. */
@Command(
    name = "explain",
    exitCodeOnExecutionException = 125,
    description = {
      "Tells what run would do, and does not do it: the instance that speaks for the tool and why,"
          + " the hashes to pin it with, what the policy says, and the whole SSH command, fit to be"
          + " pasted."
    },
    exitCodeList = {
      "0:it would be run, perhaps after a yes",
      "1:it would be refused",
      "2:the command line is wrong",
      "125:nothing was explained; stderr says why"
    })
public final class ExplainCommand implements Callable<Integer>, UnknownOptionHint {

  @Spec private CommandSpec command = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "TOOL", description = "The tool.")
  private @Nullable ToolName tool;

  @Parameters(index = "1..*", paramLabel = "ARGS", description = "Its arguments, after --.")
  private List<String> arguments = List.of();

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description = "The host; needed where several have the tool.")
  private @Nullable HostName host;

  @Option(
      names = "--agent",
      paramLabel = "NAME",
      description = "The agent whose tool is meant, where several agents of a host have it.")
  private @Nullable AgentName agent;

  @Option(
      names = "--user",
      paramLabel = "USER",
      description = "The login on the host; SSH's own choice unless given.")
  private @Nullable String user;

  @Mixin private final PolicyOptions rules;
  @Mixin private final VerifyOptions verify;
  @Mixin private final OutputOptions output;
  @Mixin private final ConnectionOptions connection;

  private final Surroundings here;

  public ExplainCommand(Surroundings here) {
    this.here = here;
    this.rules = new PolicyOptions(here);
    this.verify = new VerifyOptions(here);
    this.output = new OutputOptions(here);
    this.connection = new ConnectionOptions(here);
  }

  @Override
  public Integer call() {
    String mistake = verify.mistake(false);
    if (mistake != null) {
      throw new ParameterException(command.commandLine(), mistake);
    }
    PolicyGuard guard =
        new PolicyGuard(rules.policy(), rules.caller(), Attendance.MOOT).witnessed();
    Explanation explanation;
    try (RegistryClient registry = connection.client()) {
      ToolChoice choice = ToolChoice.of(Objects.requireNonNull(tool), registry);
      Attempt asked =
          new Attempt(choice.group(), place(choice), arguments, new SshOverrides(user, null));
      Optional<Testimony> testimony = testimony(asked, guard, registry);
      Attempt attempt = testimony.map(heard -> believed(heard, asked)).orElse(asked);
      boolean isDenied = testimony.filter(Testimony.Denied.class::isInstance).isPresent();
      explanation =
          Explanation.of(
              new Attempt(
                  choice.group(), attempt.place(), attempt.arguments(), attempt.overrides()),
              agent != null,
              testimony,
              Finding.of(attempt, guard.policy(), guard.caller()),
              isDenied ? Optional.empty() : call(attempt, guard),
              registry);
    }
    output.printOne(
        explanation,
        ExplanationListing.at(here.clock().instant()),
        ExplanationListing.lines(explanation, here.clock().instant()),
        ExplanationListing.LINES);
    return explanation.isRunnable() ? 0 : 1;
  }

  @Override
  public String onUnknownOption(String option) {
    return "what is for the tool goes after --, as in explain TOOL --host HOST -- " + option;
  }

  private ToolHost place(ToolChoice choice) {
    HostName wanted = host;
    if (wanted == null) {
      List<HostName> all = choice.group().hosts().stream().map(ToolHost::host).distinct().toList();
      if (all.size() != 1) {
        throw new ParameterException(
            command.commandLine(),
            "--host is needed; " + choice.group().name() + " is on " + choice.hosts());
      }
      wanted = all.get(0);
    }
    return agent == null ? choice.on(wanted) : choice.on(wanted, agent.value());
  }

  private Optional<Testimony> testimony(
      Attempt attempt, PolicyGuard guard, RegistryClient registry) {
    Witness asked = verify.witness(registry, List.of());
    Witness witness =
        asked == null && guard.isSignatureNeeded(attempt)
            ? verify.always(registry, List.of())
            : asked;
    return Optional.ofNullable(witness).map(heard -> heard.of(attempt));
  }

  private static Attempt believed(Testimony testimony, Attempt asked) {
    return testimony instanceof Testimony.Given given ? given.attempt() : asked;
  }

  private Optional<Call> call(Attempt attempt, PolicyGuard guard) {
    return switch (Preparation.guardedBy(List.of(guard)).of(attempt)) {
      case Readiness.Ready ready -> Optional.of(call(ready.run()));
      case Readiness.Unconfirmed unconfirmed -> Optional.of(call(unconfirmed.run()));
      case Readiness.Refused refused -> Optional.empty();
    };
  }

  private Call call(Prepared run) {
    SshCommand ssh = SshCommand.to(run.destination(), here.environment());
    return new Call(run.command().shell(), ssh.argv(run.command(), RunMode.LIFELINE));
  }
}
