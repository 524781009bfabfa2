package dev.runspec.registry.signature;

import dev.runspec.registry.HostName;
import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.Registration;
import dev.runspec.registry.SshTarget;
import dev.runspec.registry.ToolsHash;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a host signs: who it is, when, which tools it has, where SSH finds it, and the labels by
 * which it is selected. Never sent: both sides make it of the registration.
 *
 * @param host the host it speaks for
 * @param agent the agent's name
 * @param signedAt when it was signed, in whole seconds
 * @param toolsHash the {@link ToolsHash} of the tools, computed and never believed
 * @param ssh where SSH should go, or null for the host's name
 * @param labels the agent's labels
 */
public record Statement(
    HostName host,
    String agent,
    Instant signedAt,
    String toolsHash,
    @Nullable SshTarget ssh,
    Map<String, String> labels) {

  /** The namespace of its signatures: {@code ssh-keygen -Y sign -n tools@runspec.dev}. */
  public static final String NAMESPACE = "tools@runspec.dev";

  private static final String FIRST_LINE = "runspec tools 1\n";

  public Statement {
    labels = Map.copyOf(labels);
  }

  /** What {@code said} comes to when it is signed at that time. */
  public static Statement of(Registration said, Instant signedAt) {
    return new Statement(
        said.host(),
        said.name(),
        signedAt,
        ToolsHash.of(said.publishedTools()),
        said.ssh(),
        said.labels());
  }

  /**
   * The text that is signed, a line for each part, each ended by a line feed. Texts are JSON
   * strings, so that none of them makes a line of its own.
   */
  public String text() {
    StringBuilder text = new StringBuilder(FIRST_LINE);
    line(text, "host", host.value());
    line(text, "agent", agent);
    text.append("signed-at ").append(signedAt.getEpochSecond()).append('\n');
    text.append("tools sha256:").append(toolsHash).append('\n');
    if (ssh != null) {
      line(text, "ssh-address", ssh.address());
      if (ssh.port() != null) {
        text.append("ssh-port ").append(ssh.port()).append('\n');
      }
      line(text, "ssh-user", ssh.user());
    }
    new TreeMap<>(labels)
        .forEach(
            (key, value) ->
                text.append("label ")
                    .append(JsonDocument.string(key))
                    .append(' ')
                    .append(JsonDocument.string(value))
                    .append('\n'));
    return text.toString();
  }

  /** Its UTF-8 bytes: the message of the signature. */
  public byte[] utf8() {
    return text().getBytes(StandardCharsets.UTF_8);
  }

  private static void line(StringBuilder text, String name, @Nullable String value) {
    if (value != null) {
      text.append(name).append(' ').append(JsonDocument.string(value)).append('\n');
    }
  }
}
