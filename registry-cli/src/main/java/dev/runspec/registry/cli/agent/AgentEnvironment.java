package dev.runspec.registry.cli.agent;

import dev.runspec.registry.HostName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where an agent runs: all that its file may refer to.
 *
 * @param workingDirectory where the search for the file starts
 * @param host the host that the agent speaks for
 * @param variables the environment variables
 */
public record AgentEnvironment(
    Path workingDirectory, HostName host, Map<String, String> variables) {

  private static final Path KERNEL_HOST_NAME = Path.of("/proc/sys/kernel/hostname");

  public AgentEnvironment {
    variables = Map.copyOf(variables);
  }

  /** The surroundings of this process; the host's name is the kernel's. */
  public static AgentEnvironment ofThisProcess() {
    return new AgentEnvironment(Path.of(""), new HostName(hostName()), System.getenv());
  }

  /** The same surroundings under another host name. */
  public AgentEnvironment withHost(HostName other) {
    return new AgentEnvironment(workingDirectory, other, variables);
  }

  /** The same surroundings seen from another folder. */
  public AgentEnvironment withWorkingDirectory(Path other) {
    return new AgentEnvironment(other, host, variables);
  }

  /** The folder of the active Python virtual environment, if there is one. */
  Optional<Path> virtualEnvironment() {
    return Optional.ofNullable(variables.get("VIRTUAL_ENV"))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> workingDirectory.toAbsolutePath().resolve(folder).normalize());
  }

  private static String hostName() {
    try {
      String name = Files.readString(KERNEL_HOST_NAME).strip();
      if (!name.isEmpty()) {
        return name;
      }
    } catch (IOException e) {
      // Not Linux: the resolver knows.
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
