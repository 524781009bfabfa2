package dev.runspec.registry.cli.agent;

import dev.runspec.registry.HostName;
import dev.runspec.registry.Registration;
import dev.runspec.registry.Tool;
import dev.runspec.registry.ToolsHash;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What a {@code runspec.toml} makes of a host: who registers, where, and with which tools.
 *
 * @param file the file that says so
 * @param host the host it speaks for
 * @param config what it says about the agent
 * @param tools what it publishes, in the order of the file
 * @param warnings what the person who starts it should know, one line each
 */
public record Agent(
    Path file, HostName host, AgentConfig config, List<Tool> tools, List<String> warnings) {

  public Agent {
    tools = List.copyOf(tools);
    warnings = List.copyOf(warnings);
  }

  /**
   * Reads the file nearest to the working directory.
   *
   * @throws InvalidRunspec if there is none, or it is wrong
   */
  public static Agent read(AgentEnvironment environment) {
    RunspecFile file = RunspecFile.nearest(environment.workingDirectory());
    AgentConfig config = AgentConfig.read(file, environment);
    RunnableReader reader = new RunnableReader(file, config, environment);
    List<Tool> tools = reader.tools();
    Agent agent =
        new Agent(
            file.path(),
            environment.host(),
            config,
            tools,
            Stream.concat(config.warnings().stream(), reader.warnings().stream()).toList());
    agent.checkRegistrable();
    return agent;
  }

  /**
   * The registry that the file nearest to the working directory names, whatever its tools are like.
   *
   * @throws InvalidRunspec if there is no file, or it does not say it well
   */
  public static Optional<URI> nearbyRegistry(AgentEnvironment environment) {
    return AgentConfig.read(RunspecFile.nearest(environment.workingDirectory()), environment)
        .registry();
  }

  /** A fresh id, one for each run of an agent. */
  public static String freshInstanceId() {
    return UUID.randomUUID().toString();
  }

  /** What this agent says when it registers under {@code instanceId}. */
  public Registration registration(String instanceId) {
    return Registration.builder(instanceId, config.name(), config.version(), host.value())
        .heartbeatInterval(config.heartbeat())
        .tools(tools)
        .toolsHash(ToolsHash.of(tools))
        .build();
  }

  /** The registry that the file names, if it does. */
  public Optional<URI> registry() {
    return config.registry();
  }

  /** How often it beats. */
  public Duration heartbeat() {
    return config.heartbeat();
  }

  /** Whether its beats carry {@link SystemTelemetry}. */
  public boolean telemetry() {
    return config.telemetry();
  }

  private void checkRegistrable() {
    try {
      Registration ignored = registration("to-be-chosen");
    } catch (IllegalArgumentException e) {
      throw new InvalidRunspec(
          file + ": config: " + e.getMessage() + "; expected a name and version that are shorter");
    }
  }
}
