package dev.runspec.registry;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Agents and tools for tests to play with. */
public final class Samples {

  private Samples() {}

  /** An agent called {@code web} on a host of its own that has not said which tools it has. */
  public static Registration.Builder agent(String id) {
    return Registration.builder(id, "web", "1.0", "host-" + id);
  }

  /** An agent with these tools. */
  public static Registration agentWith(String id, String... tools) {
    return agent(id).tools(tools(tools)).build();
  }

  /** A tool that is the same wherever it runs, but for its command. */
  public static Tool tool(String name) {
    return Tool.builder(name).description("Does " + name).command("/bin/" + name).build();
  }

  public static List<Tool> tools(String... names) {
    return Arrays.stream(names).map(Samples::tool).toList();
  }

  /** Something that looks like a signature, which is all that a registry looks for. */
  public static ToolsSignature signature(long signedAt) {
    return new ToolsSignature(
        Instant.ofEpochSecond(signedAt),
        "-----BEGIN SSH SIGNATURE-----\nU1NIU0lH\n-----END SSH SIGNATURE-----\n");
  }

  public static InstanceId id(String value) {
    return new InstanceId(value);
  }
}
