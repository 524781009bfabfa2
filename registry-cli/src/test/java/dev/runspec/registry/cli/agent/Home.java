package dev.runspec.registry.cli.agent;

import dev.runspec.registry.HostName;
import dev.runspec.registry.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A folder on the host {@code db-01} whose {@code runspec.toml} a test writes. */
record Home(Path folder, Map<String, String> variables) {

  Home(Path folder) {
    this(real(folder), Map.of());
  }

  Home with(String variable, String value) {
    return new Home(folder, Map.of(variable, value));
  }

  /** Reads {@code toml} as the folder's {@code runspec.toml}. */
  Agent agent(String toml) {
    write("runspec.toml", toml);
    return agent();
  }

  Agent agent() {
    return Agent.read(environment());
  }

  /** The one tool of {@code toml}. */
  Tool tool(String toml) {
    return agent(toml).tools().get(0);
  }

  /** The schema of the one argument that {@code lines} declares in {@code [t.args]}. */
  String schema(String lines) {
    return tool("[t.args]\n" + lines + "\n").definition().inputSchema().toString();
  }

  AgentEnvironment environment() {
    return new AgentEnvironment(folder, new HostName("db-01"), variables);
  }

  Path write(String file, String text) {
    try {
      Path path = folder.resolve(file);
      Files.createDirectories(path.getParent());
      return Files.writeString(path, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
