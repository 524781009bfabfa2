package dev.runspec.registry.client;

import dev.runspec.registry.Heartbeat;
import dev.runspec.registry.HostEntry;
import dev.runspec.registry.Instance;
import dev.runspec.registry.InstanceId;
import dev.runspec.registry.Registration;
import dev.runspec.registry.Tool;
import dev.runspec.registry.ToolGroup;
import dev.runspec.registry.ToolName;
import dev.runspec.registry.ToolsSignature;
import dev.runspec.registry.client.DrainEndpoint.Direction;
import dev.runspec.registry.client.Reading.Source;
import dev.runspec.registry.json.Publication;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A {@link RegistryClient} whose methods return at once. Each is the same request as its namesake
 * there, repeated and bounded in the same way.
 *
 * <p>A future fails with a {@link RegistryException}, and with an {@link IllegalStateException}
 * once the client is closed; what depends on it sees that within a {@link
 * java.util.concurrent.CompletionException}. To cancel it, or to end it otherwise, gives the
 * request up. To cancel what depends on it does not, as always with futures.
 */
public final class AsyncRegistryClient {

  private final Caller caller;
  private final RetryPolicy retry;
  private final Duration requestTimeout;

  AsyncRegistryClient(Caller caller, RetryPolicy retry, Duration requestTimeout) {
    this.caller = caller;
    this.retry = retry;
    this.requestTimeout = requestTimeout;
  }

  /** Makes an agent known; a second time it replaces what was known, tools included. */
  public CompletableFuture<Receipt> register(Registration registration) {
    return send(new RegisterEndpoint(registration));
  }

  /** Publishes the tools of a registered agent in the place of those before. */
  public CompletableFuture<Receipt> publish(
      InstanceId id, List<Tool> tools, @Nullable String toolsHash) {
    return publish(id, tools, toolsHash, null);
  }

  /** Publishes the tools of a registered agent, and what signs them. */
  public CompletableFuture<Receipt> publish(
      InstanceId id,
      List<Tool> tools,
      @Nullable String toolsHash,
      @Nullable ToolsSignature signature) {
    return send(new PublishEndpoint(id, new Publication(tools, toolsHash, signature)));
  }

  /** Says that an agent is there. {@link Heartbeat#BARE} says only that. */
  public CompletableFuture<Receipt> heartbeat(InstanceId id, Heartbeat heartbeat) {
    return send(new HeartbeatEndpoint(id, heartbeat));
  }

  /** Takes an instance out of tools and hosts, though it lives. */
  public CompletableFuture<Receipt> drain(InstanceId id) {
    return send(new DrainEndpoint(id, Direction.DRAIN));
  }

  /** Takes a drained instance back. */
  public CompletableFuture<Receipt> undrain(InstanceId id) {
    return send(new DrainEndpoint(id, Direction.UNDRAIN));
  }

  /** Ends an instance; no error if it is unknown. */
  public CompletableFuture<Receipt> deregister(InstanceId id) {
    return send(new DeregisterEndpoint(id));
  }

  /** The tools that are selected, host by host: a group holds only the hosts that are. */
  public CompletableFuture<List<ToolGroup>> tools(Selection selection) {
    return send(ListEndpoint.tools(selection));
  }

  /** A tool and the hosts that have it; empty if none has. */
  public CompletableFuture<Optional<ToolGroup>> tool(ToolName name, Liveness liveness) {
    return send(new ToolEndpoint(name, liveness));
  }

  /** The same with every definition of it; see {@link RegistryClient#definedTool}. */
  public CompletableFuture<Optional<ToolGroup>> definedTool(ToolName name, Liveness liveness) {
    return send(new ToolEndpoint(name, liveness, true));
  }

  /** The instances that are selected. */
  public CompletableFuture<List<Instance>> instances(Selection selection) {
    return send(ListEndpoint.instances(selection));
  }

  /** One instance, live or not; empty if it is unknown. */
  public CompletableFuture<Optional<Instance>> instance(InstanceId id) {
    return send(new InstanceEndpoint(id));
  }

  /** The hosts that are selected, one entry for each agent's name. */
  public CompletableFuture<List<HostEntry>> hosts(Selection selection) {
    return send(ListEndpoint.hosts(selection));
  }

  /**
   * The tools that are selected, as a reading: {@link Reading#nextAsync} waits for the next one.
   */
  public CompletableFuture<Reading<List<ToolGroup>>> readTools(Selection selection) {
    return read(ListEndpoint.tools(selection));
  }

  /**
   * A tool of live instances, as a reading. While none has it, it is asked for every few seconds.
   */
  public CompletableFuture<Reading<Optional<ToolGroup>>> readTool(ToolName name) {
    return read(new ToolEndpoint(name, Liveness.LIVE));
  }

  /** The instances that are selected, as a reading. */
  public CompletableFuture<Reading<List<Instance>>> readInstances(Selection selection) {
    return read(ListEndpoint.instances(selection));
  }

  /** The hosts that are selected, as a reading. */
  public CompletableFuture<Reading<List<HostEntry>>> readHosts(Selection selection) {
    return read(ListEndpoint.hosts(selection));
  }

  /** How the registry is. */
  public CompletableFuture<Health> health() {
    return send(new HealthEndpoint());
  }

  /** A session file for a terminal program; without a login name where {@code user} is null. */
  public CompletableFuture<String> export(ExportFormat format, @Nullable String user) {
    return send(new ExportEndpoint(format, user, null));
  }

  <T> CompletableFuture<T> send(Endpoint<T> endpoint) {
    return caller.send(endpoint, retry, requestTimeout);
  }

  <T> CompletableFuture<Reading<T>> read(Endpoint<T> endpoint) {
    return new Source<>(endpoint, caller, retry, requestTimeout).read();
  }

  /** Its addresses; never the key. */
  @Override
  public String toString() {
    return "AsyncRegistryClient[" + caller.line().addresses() + "]";
  }
}
