package dev.runspec.registry.cli.command;

import dev.runspec.registry.HostName;
import dev.runspec.registry.cli.ConnectionOptions;
import dev.runspec.registry.cli.Surroundings;
import dev.runspec.registry.cli.difference.Comparison;
import dev.runspec.registry.cli.difference.Difference;
import dev.runspec.registry.cli.difference.HostTools;
import dev.runspec.registry.cli.output.DifferenceListing;
import dev.runspec.registry.cli.output.OutputOptions;
import dev.runspec.registry.client.RegistryClient;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tools diff HOST_A HOST_B}. */
@Command(
    name = "diff",
    exitCodeOnExecutionException = 125,
    description = {
      "Compares the tools that two hosts offer now: what one has and the other lacks, what a tool is"
          + " (description, arguments, all else in its definition), and how it is run (command, user,"
          + " how to become that user).",
      "The order of members makes no difference, nor does saying what goes without saying."
    },
    exitCodeList = {
      "0:both offer the same",
      "1:they differ",
      "2:the command line is wrong",
      "125:nothing was compared; stderr says why"
    })
public final class ToolsDiffCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "HOST_A", description = "The one host.")
  private @Nullable HostName left;

  @Parameters(index = "1", paramLabel = "HOST_B", description = "The other host.")
  private @Nullable HostName right;

  @Mixin private final OutputOptions output;
  @Mixin private final ConnectionOptions connection;

  public ToolsDiffCommand(Surroundings here) {
    this.output = new OutputOptions(here);
    this.connection = new ConnectionOptions(here);
  }

  @Override
  public Integer call() {
    HostName one = Objects.requireNonNull(left);
    HostName other = Objects.requireNonNull(right);
    List<Difference> differences;
    try (RegistryClient registry = connection.client()) {
      differences = Comparison.between(HostTools.of(one, registry), HostTools.of(other, registry));
    }
    output.printAny(differences, DifferenceListing.of(one, other));
    return differences.isEmpty() ? 0 : 1;
  }
}
