package dev.runspec.registry.cli.command;

import dev.runspec.registry.HostName;
import dev.runspec.registry.ToolHost;
import dev.runspec.registry.ToolName;
import dev.runspec.registry.cli.ConnectionOptions;
import dev.runspec.registry.cli.Surroundings;
import dev.runspec.registry.cli.output.FindingListing;
import dev.runspec.registry.cli.output.OutputOptions;
import dev.runspec.registry.cli.policy.Caller;
import dev.runspec.registry.cli.policy.Decision;
import dev.runspec.registry.cli.policy.Finding;
import dev.runspec.registry.cli.policy.Policy;
import dev.runspec.registry.cli.policy.PolicyOptions;
import dev.runspec.registry.cli.run.Attempt;
import dev.runspec.registry.client.RegistryClient;
import dev.runspec.registry.command.SshOverrides;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code policy check TOOL}. */
@Command(
    name = "check",
    exitCodeOnExecutionException = 125,
    description =
        "Tells, host by host, whether a tool may be run, by which rule, and runs nothing.",
    exitCodeList = {
      "0:it may be run on all of them",
      "1:it is refused on some",
      "2:the command line is wrong",
      "3:it is refused on none, and needs a yes on some",
      "125:nothing was checked, or no policy can be had; stderr says why"
    })
final class PolicyCheckCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "TOOL", description = "The tool.")
  private @Nullable ToolName tool;

  @Parameters(index = "1..*", paramLabel = "ARGS", description = "Its arguments, after --.")
  private List<String> arguments = List.of();

  @Option(
      names = "--host",
      paramLabel = "HOST",
      split = ",",
      description = {
        "The host; may be given several times, or with commas. All that have it unless given."
      })
  private List<HostName> hosts = List.of();

  @Option(
      names = "--user",
      paramLabel = "USER",
      description = "The login on the host; SSH's own choice unless given.")
  private @Nullable String user;

  @Mixin private final PolicyOptions rules;
  @Mixin private final OutputOptions output;
  @Mixin private final ConnectionOptions connection;

  PolicyCheckCommand(Surroundings here) {
    this.rules = new PolicyOptions(here);
    this.output = new OutputOptions(here);
    this.connection = new ConnectionOptions(here);
  }

  @Override
  public Integer call() {
    Policy policy = rules.policy();
    Caller caller = rules.caller();
    List<Finding> findings;
    try (RegistryClient registry = connection.client()) {
      ToolChoice choice = ToolChoice.of(Objects.requireNonNull(tool), registry);
      SshOverrides overrides = new SshOverrides(user, null);
      findings =
          places(choice).stream()
              .map(place -> new Attempt(choice.group(), place, arguments, overrides))
              .map(attempt -> Finding.of(attempt, policy, caller))
              .toList();
    }
    output.print(findings, FindingListing.FINDINGS);
    return findings.stream()
        .mapToInt(finding -> code(finding.decision()))
        .boxed()
        .reduce(0, PolicyCheckCommand::worse);
  }

  private List<ToolHost> places(ToolChoice choice) {
    return hosts.isEmpty()
        ? choice.group().hosts()
        : hosts.stream().distinct().flatMap(host -> choice.there(host).stream()).toList();
  }

  private static int code(Decision decision) {
    return switch (decision) {
      case Decision.Allowed allowed -> 0;
      case Decision.Asks asks -> 3;
      case Decision.Refused refused -> 1;
    };
  }

  private static int worse(int one, int other) {
    return one == 1 || other == 1 ? 1 : Math.max(one, other);
  }
}
