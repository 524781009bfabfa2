package dev.runspec.registry.client;

import dev.runspec.registry.Heartbeat;
import dev.runspec.registry.HostEntry;
import dev.runspec.registry.Instance;
import dev.runspec.registry.InstanceId;
import dev.runspec.registry.Registration;
import dev.runspec.registry.Tool;
import dev.runspec.registry.ToolGroup;
import dev.runspec.registry.ToolName;
import dev.runspec.registry.client.DrainEndpoint.Direction;
import dev.runspec.registry.json.Publication;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A registry, as programs speak to it. Safe for use by many threads; its own threads are daemons
 * and keep no program from ending.
 *
 * <p>Every method throws a {@link RegistryException} when there is no good answer, and {@link
 * IllegalStateException} once the client is closed.
 */
public final class RegistryClient implements AutoCloseable {

  private final Caller caller;
  private final RegistryAddress address;
  private final RetryPolicy retry;
  private final Duration requestTimeout;
  private final Pacer pacer;
  private final RandomGenerator random;
  private final Set<Announcement> announcements = ConcurrentHashMap.newKeySet();
  private volatile boolean isClosed;

  RegistryClient(
      Caller caller,
      RegistryAddress address,
      RetryPolicy retry,
      Duration requestTimeout,
      Pacer pacer,
      RandomGenerator random) {
    this.caller = caller;
    this.address = address;
    this.retry = retry;
    this.requestTimeout = requestTimeout;
    this.pacer = pacer;
    this.random = random;
  }

  /**
   * Starts a client for the registry at this address.
   *
   * @param registry such as {@code http://127.0.0.1:8765}; {@code http} or {@code https}
   * @throws IllegalArgumentException if it is not such an address
   */
  public static RegistryClientBuilder builder(URI registry) {
    return new RegistryClientBuilder(registry);
  }

  /** Makes an agent known; a second time it replaces what was known, tools included. */
  public Receipt register(Registration registration) {
    return call(new RegisterEndpoint(registration));
  }

  /** Publishes the tools of a registered agent in the place of those before. */
  public Receipt publish(InstanceId id, List<Tool> tools, @Nullable String toolsHash) {
    return call(new PublishEndpoint(id, new Publication(tools, toolsHash)));
  }

  /** Says that an agent is there. {@link Heartbeat#BARE} says only that. */
  public Receipt heartbeat(InstanceId id, Heartbeat heartbeat) {
    return call(new HeartbeatEndpoint(id, heartbeat));
  }

  /** Takes an instance out of tools and hosts, though it lives. */
  public Receipt drain(InstanceId id) {
    return call(new DrainEndpoint(id, Direction.DRAIN));
  }

  /** Takes a drained instance back. */
  public Receipt undrain(InstanceId id) {
    return call(new DrainEndpoint(id, Direction.UNDRAIN));
  }

  /** Ends an instance; no error if it is unknown. */
  public Receipt deregister(InstanceId id) {
    return call(new DeregisterEndpoint(id));
  }

  /** The tools of live instances, grouped by name. */
  public List<ToolGroup> tools() {
    return tools(Liveness.LIVE);
  }

  /** The tools, grouped by name. */
  public List<ToolGroup> tools(Liveness liveness) {
    return call(new ToolsEndpoint(liveness));
  }

  /** A tool of live instances and the hosts that have it; empty if none has. */
  public Optional<ToolGroup> tool(ToolName name) {
    return tool(name, Liveness.LIVE);
  }

  /** A tool and the hosts that have it; empty if none has. */
  public Optional<ToolGroup> tool(ToolName name, Liveness liveness) {
    return call(new ToolEndpoint(name, liveness));
  }

  /** Every known instance. */
  public List<Instance> instances() {
    return instances(Liveness.ALL);
  }

  /** The instances. */
  public List<Instance> instances(Liveness liveness) {
    return call(new InstancesEndpoint(liveness));
  }

  /** One instance, live or not; empty if it is unknown. */
  public Optional<Instance> instance(InstanceId id) {
    return call(new InstanceEndpoint(id));
  }

  /** The hosts with a live agent, one entry for each agent's name. */
  public List<HostEntry> hosts() {
    return hosts(Liveness.LIVE);
  }

  /** The hosts, one entry for each agent's name. */
  public List<HostEntry> hosts(Liveness liveness) {
    return call(new HostsEndpoint(liveness));
  }

  /** How the registry is. */
  public Health health() {
    return call(new HealthEndpoint());
  }

  /** A session file for a terminal program, without a login name. */
  public String export(ExportFormat format) {
    return call(new ExportEndpoint(format, null));
  }

  /** A session file for a terminal program. */
  public String export(ExportFormat format, String user) {
    return call(new ExportEndpoint(format, user));
  }

  /** Like {@link #announce(Registration, AnnouncementListener)} with nobody listening. */
  public Announcement announce(Registration registration) {
    return announce(registration, (state, cause) -> {});
  }

  /**
   * Keeps an agent known until the announcement, or this client, is closed. Returns at once; the
   * rest happens on a daemon thread.
   *
   * @param registration the agent and its tools
   * @param listener told of every change of state
   */
  public Announcement announce(Registration registration, AnnouncementListener listener) {
    requireOpen();
    announcements.removeIf(past -> past.state() == AnnouncementState.CLOSED);
    Announcement announcement =
        Announcement.begin(
            new Conversation(caller, requestTimeout, registration), listener, pacer, random);
    announcements.add(announcement);
    return announcement;
  }

  /** Closes the announcements, gives up what is under way, and lets go of the connections. */
  @Override
  public void close() {
    isClosed = true;
    announcements.forEach(Announcement::part);
    announcements.forEach(Announcement::close);
    caller.close();
  }

  /** Its address; never the key. */
  @Override
  public String toString() {
    return "RegistryClient[" + address + "]";
  }

  private <T> T call(Endpoint<T> endpoint) {
    requireOpen();
    return caller.call(endpoint, retry, requestTimeout);
  }

  private void requireOpen() {
    if (isClosed) {
      throw new IllegalStateException("the registry client is closed");
    }
  }
}
