package dev.runspec.registry.cli.run;

import dev.runspec.registry.ToolGroup;
import dev.runspec.registry.ToolHost;
import dev.runspec.registry.command.SshOverrides;
import java.util.List;

/**
 * What somebody wants to run, as it was asked for and as the registry has it: checked by nobody.
 *
 * @param group the tool
 * @param place where it is to run, one of the tool's hosts
 * @param arguments what it is given
 * @param overrides what the caller says about the way there
 */
public record Attempt(
    ToolGroup group, ToolHost place, List<String> arguments, SshOverrides overrides) {

  public Attempt {
    arguments = List.copyOf(arguments);
  }
}
