package dev.runspec.registry.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The program itself, which does nothing without a command. */
@Command(
    name = "registry-cli",
    scope = ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    versionProvider = RegistryCommand.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    usageHelpAutoWidth = true,
    sortOptions = false,
    description = "Finds command-line tools on hosts, and runs them.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it was done",
      "1:it could not be done; stderr says why",
      "2:the command line is wrong"
    })
final class RegistryCommand implements Runnable {

  @Spec private @Nullable CommandSpec command;

  @Override
  public void run() {
    if (command != null) {
      throw new ParameterException(command.commandLine(), "a command is missing");
    }
  }

  /** Tells the version that the jar was built as. */
  static final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"registry-cli " + (version == null ? "(not packaged)" : version)};
    }
  }
}
