package dev.runspec.registry;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an agent says about itself: who it is, how often it beats, and what it can run.
 *
 * @param id the id of this run of the agent
 * @param name the agent's name; several agents of different names may live on one host
 * @param version its version, free text
 * @param host the host it speaks for
 * @param heartbeatInterval how often it beats, 1 s to 24 h; it is stale after three of them
 * @param labels free labels, sorted by key
 * @param ssh where SSH should go, or null for the host's name
 * @param toolsHash the agent's own fingerprint of its tools, compared and never computed here; null
 *     if it has none
 * @param tools its tools, or null while it has not said (an empty list says that it has none)
 * @param signature by what its tools are signed, or null; nothing is signed without tools
 */
public record Registration(
    InstanceId id,
    String name,
    String version,
    HostName host,
    Duration heartbeatInterval,
    Map<String, String> labels,
    @Nullable SshTarget ssh,
    @Nullable String toolsHash,
    @Nullable List<Tool> tools,
    @Nullable ToolsSignature signature) {

  /** How often an agent beats unless it says otherwise. */
  public static final Duration DEFAULT_HEARTBEAT_INTERVAL = Duration.ofSeconds(30);

  /** Most labels of an instance. */
  public static final int MOST_LABELS = 64;

  public Registration {
    Text.checked(name, "name");
    Text.checked(version, "version");
    if (heartbeatInterval.compareTo(Duration.ofSeconds(1)) < 0
        || heartbeatInterval.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException(
          "heartbeat interval is not within 1 s to 86400 s: " + heartbeatInterval);
    }
    if (labels.size() > MOST_LABELS) {
      throw new IllegalArgumentException(
          "labels are more than " + MOST_LABELS + ": " + labels.size());
    }
    labels.forEach(
        (key, value) -> {
          Text.required(key, "label key");
          Text.checked(value, "label " + key);
        });
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    if (toolsHash != null) {
      Text.checked(toolsHash, "tools_hash");
    }
    if (tools != null) {
      tools = List.copyOf(tools);
    } else if (signature != null) {
      throw new IllegalArgumentException("signature is of no tools");
    }
  }

  /** Starts a registration of what every agent must say. */
  public static Builder builder(String id, String name, String version, String host) {
    return new Builder(new InstanceId(id), name, version, new HostName(host));
  }

  /** How long it stays live after a beat: three intervals. */
  public Duration timeToLive() {
    return heartbeatInterval.multipliedBy(3);
  }

  /** Its tools; empty also while it has not said. */
  public List<Tool> publishedTools() {
    return tools == null ? List.of() : tools;
  }

  /** Whether {@code other} says the same of its agent, tools and what is made of them aside. */
  public boolean differsOnlyInTools(Registration other) {
    return id.equals(other.id)
        && name.equals(other.name)
        && version.equals(other.version)
        && host.equals(other.host)
        && heartbeatInterval.equals(other.heartbeatInterval)
        && labels.equals(other.labels)
        && Objects.equals(ssh, other.ssh);
  }

  /** The same agent with these tools, unsigned, and this fingerprint of them. */
  public Registration withTools(@Nullable List<Tool> newTools, @Nullable String newHash) {
    return withTools(newTools, newHash, null);
  }

  /** The same agent with these tools, this fingerprint of them, and what signs them. */
  public Registration withTools(
      @Nullable List<Tool> newTools,
      @Nullable String newHash,
      @Nullable ToolsSignature newSignature) {
    return new Registration(
        id, name, version, host, heartbeatInterval, labels, ssh, newHash, newTools, newSignature);
  }

  /** The same agent with what signs its tools. */
  public Registration signed(@Nullable ToolsSignature newSignature) {
    return withTools(tools, toolsHash, newSignature);
  }

  /** Collects what is optional. */
  public static final class Builder {

    private final InstanceId id;
    private final String name;
    private final String version;
    private final HostName host;
    private Duration heartbeatInterval = DEFAULT_HEARTBEAT_INTERVAL;
    private Map<String, String> labels = Map.of();
    private @Nullable SshTarget ssh;
    private @Nullable String toolsHash;
    private @Nullable List<Tool> tools;
    private @Nullable ToolsSignature signature;

    private Builder(InstanceId id, String name, String version, HostName host) {
      this.id = id;
      this.name = name;
      this.version = version;
      this.host = host;
    }

    /** How often it beats: 1 s to 24 h, 30 s unless set. */
    public Builder heartbeatInterval(Duration interval) {
      this.heartbeatInterval = interval;
      return this;
    }

    /** Free labels; none unless set. */
    public Builder labels(Map<String, String> keysAndValues) {
      this.labels = keysAndValues;
      return this;
    }

    /** Where SSH should go when the host's name does not resolve. */
    public Builder ssh(@Nullable SshTarget target) {
      this.ssh = target;
      return this;
    }

    /** The agent's own fingerprint of its tools. */
    public Builder toolsHash(@Nullable String hash) {
      this.toolsHash = hash;
      return this;
    }

    /**
     * Its tools. An empty list says that it has none; leaving this out says that they come later.
     */
    public Builder tools(@Nullable List<Tool> published) {
      this.tools = published;
      return this;
    }

    /** By what its tools are signed. */
    public Builder signature(@Nullable ToolsSignature ofTools) {
      this.signature = ofTools;
      return this;
    }

    public Registration build() {
      return new Registration(
          id, name, version, host, heartbeatInterval, labels, ssh, toolsHash, tools, signature);
    }
  }
}
