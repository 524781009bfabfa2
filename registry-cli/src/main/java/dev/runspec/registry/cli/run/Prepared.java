package dev.runspec.registry.cli.run;

import dev.runspec.registry.HostName;
import dev.runspec.registry.command.RemoteCommand;
import dev.runspec.registry.command.SshDestination;
import java.util.List;

/**
 * A run that was checked and can be sent to its host. Only {@link Preparation} makes one.
 *
 * @param attempt what was asked for
 * @param command the line for the host's shell
 * @param destination the way there
 * @param notes what the person should know, in lines
 */
public record Prepared(
    Attempt attempt, RemoteCommand command, SshDestination destination, List<String> notes) {

  public Prepared {
    notes = List.copyOf(notes);
  }

  /** The host, by the name that the registry has for it. */
  public HostName host() {
    return attempt.place().host();
  }
}
