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
import dev.runspec.registry.json.Publication;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A registry, as programs speak to it. Safe for use by many threads; its own threads are daemons
 * and keep no program from ending.
 *
 * <p>Every method throws a {@link RegistryException} when there is no good answer, and {@link
 * IllegalStateException} once the client is closed. An interrupt ends the wait for an answer: the
 * request is given up, the exception is a {@link RegistryUnreachable}, and the thread's interrupt
 * flag is set.
 */
public final class RegistryClient implements AutoCloseable {

  private final Caller caller;
  private final AsyncRegistryClient async;
  private final Duration requestTimeout;
  private final int pageSize;
  private final Set<Announcement> announcements = ConcurrentHashMap.newKeySet();
  private final Set<ToolDirectory> directories = ConcurrentHashMap.newKeySet();
  private volatile boolean isClosed;

  RegistryClient(Caller caller, RetryPolicy retry, Duration requestTimeout, int pageSize) {
    this.caller = caller;
    this.async = new AsyncRegistryClient(caller, retry, requestTimeout);
    this.requestTimeout = requestTimeout;
    this.pageSize = pageSize;
  }

  /**
   * Starts a client for the registry at this address, or at these: a registry of several replicas
   * has several. The client stays with the one that answered last. When that one does not answer,
   * or says that it cannot now (502, 503, 504), the next is asked at once, and only when all were
   * asked it pauses.
   *
   * @param first such as {@code http://127.0.0.1:8765}; {@code http} or {@code https}
   * @param more other addresses of the same registry; they get the key, too
   * @throws IllegalArgumentException if one is not such an address
   */
  public static RegistryClientBuilder builder(URI first, URI... more) {
    return new RegistryClientBuilder(Stream.concat(Stream.of(first), Stream.of(more)).toList());
  }

  /** The same registry, spoken to without threads that wait. It ends with this client. */
  public AsyncRegistryClient async() {
    return async;
  }

  /** Makes an agent known; a second time it replaces what was known, tools included. */
  public Receipt register(Registration registration) {
    return call(new RegisterEndpoint(registration));
  }

  /** Publishes the tools of a registered agent in the place of those before. */
  public Receipt publish(InstanceId id, List<Tool> tools, @Nullable String toolsHash) {
    return publish(id, tools, toolsHash, null);
  }

  /** Publishes the tools of a registered agent, and what signs them. */
  public Receipt publish(
      InstanceId id,
      List<Tool> tools,
      @Nullable String toolsHash,
      @Nullable ToolsSignature signature) {
    return call(new PublishEndpoint(id, new Publication(tools, toolsHash, signature)));
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
    return tools(Selection.all().liveness(liveness));
  }

  /** The tools that are selected, host by host: a group holds only the hosts that are. */
  public List<ToolGroup> tools(Selection selection) {
    return call(ListEndpoint.tools(selection));
  }

  /** A tool of live instances and the hosts that have it; empty if none has. */
  public Optional<ToolGroup> tool(ToolName name) {
    return tool(name, Liveness.LIVE);
  }

  /** A tool and the hosts that have it; empty if none has. */
  public Optional<ToolGroup> tool(ToolName name, Liveness liveness) {
    return call(new ToolEndpoint(name, liveness));
  }

  /**
   * The same with the {@link ToolGroup.Variant#definition()} of every variant, so that it can be
   * told what the tool is on each host. Registries older than that leave the definitions out.
   */
  public Optional<ToolGroup> definedTool(ToolName name, Liveness liveness) {
    return call(new ToolEndpoint(name, liveness, true));
  }

  /** Every known instance. */
  public List<Instance> instances() {
    return instances(Liveness.ALL);
  }

  /** The instances. */
  public List<Instance> instances(Liveness liveness) {
    return instances(Selection.all().liveness(liveness));
  }

  /** The instances that are selected. */
  public List<Instance> instances(Selection selection) {
    return call(ListEndpoint.instances(selection));
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
    return hosts(Selection.all().liveness(liveness));
  }

  /** The hosts that are selected, one entry for each agent's name. */
  public List<HostEntry> hosts(Selection selection) {
    return call(ListEndpoint.hosts(selection));
  }

  /**
   * The tools that are selected, asked for page by page while the stream is walked through. Each
   * page is of its own moment: a tool is in none twice, but what changes meanwhile may be missed.
   */
  public Stream<ToolGroup> streamTools(Selection selection) {
    return stream(ListEndpoint.tools(selection));
  }

  /** The instances that are selected, page by page as {@link #streamTools}. */
  public Stream<Instance> streamInstances(Selection selection) {
    return stream(ListEndpoint.instances(selection));
  }

  /** The hosts that are selected, page by page as {@link #streamTools}. */
  public Stream<HostEntry> streamHosts(Selection selection) {
    return stream(ListEndpoint.hosts(selection));
  }

  /** The tools that are selected, as a reading: {@link Reading#next} waits for the next one. */
  public Reading<List<ToolGroup>> readTools(Selection selection) {
    return read(ListEndpoint.tools(selection));
  }

  /**
   * A tool of live instances, as a reading. While none has it, it is asked for every few seconds.
   */
  public Reading<Optional<ToolGroup>> readTool(ToolName name) {
    return read(new ToolEndpoint(name, Liveness.LIVE));
  }

  /**
   * The instances that are selected, as a reading. Beats are no news to a registry that names tags.
   */
  public Reading<List<Instance>> readInstances(Selection selection) {
    return read(ListEndpoint.instances(selection));
  }

  /** The hosts that are selected, as a reading. */
  public Reading<List<HostEntry>> readHosts(Selection selection) {
    return read(ListEndpoint.hosts(selection));
  }

  /** How the registry is. */
  public Health health() {
    return call(new HealthEndpoint());
  }

  /** The live hosts in the words of another program, with the login names that they say. */
  public String export(ExportFormat format) {
    return call(new ExportEndpoint(format, null, null));
  }

  /** The live hosts in the words of another program, for this login name. */
  public String export(ExportFormat format, String user) {
    return call(new ExportEndpoint(format, user, null));
  }

  /** The live hosts as targets of Prometheus, at the port of what is to be scraped there. */
  public String exportTargets(int port) {
    return call(new ExportEndpoint(ExportFormat.PROMETHEUS, null, port));
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
    return announced(registration, listener, null);
  }

  /**
   * The same with somebody who signs the tools, before they are told and every day again.
   *
   * @param signer asked on the announcement's thread
   */
  public Announcement announce(
      Registration registration, AnnouncementListener listener, ToolsSigner signer) {
    return announced(registration, listener, signer);
  }

  private Announcement announced(
      Registration registration, AnnouncementListener listener, @Nullable ToolsSigner signer) {
    requireOpen();
    announcements.removeIf(past -> past.state() == AnnouncementState.CLOSED);
    Announcement announcement =
        Announcement.begin(
            new Conversation(caller, requestTimeout, registration, signer),
            listener,
            caller.line().pacer(),
            caller.line().random());
    announcements.add(announcement);
    return announcement;
  }

  /**
   * Follows what happens, until the subscription, or this client, is closed. Returns at once; the
   * listener is told on threads of the client.
   */
  public EventSubscription events(EventSelection selection, EventListener listener) {
    requireOpen();
    return EventSubscription.begin(caller, requestTimeout, selection, listener);
  }

  /**
   * Begins a directory: a copy of what the registry knows, kept fresh until it, or this client, is
   * closed.
   */
  public ToolDirectoryBuilder directory() {
    return new ToolDirectoryBuilder(
        options -> {
          requireOpen();
          directories.removeIf(past -> past.state() == DirectoryState.CLOSED);
          ToolDirectory directory = ToolDirectory.begin(caller, requestTimeout, options);
          directories.add(directory);
          return directory;
        });
  }

  /**
   * Closes the announcements and directories, gives up what is under way, and lets go of the
   * connections.
   */
  @Override
  public void close() {
    isClosed = true;
    announcements.forEach(Announcement::part);
    directories.forEach(ToolDirectory::part);
    announcements.forEach(Announcement::close);
    directories.forEach(ToolDirectory::close);
    caller.close();
  }

  /** Its addresses; never the key. */
  @Override
  public String toString() {
    return "RegistryClient[" + caller.line().addresses() + "]";
  }

  private <T> T call(Endpoint<T> endpoint) {
    return caller.await(async.send(endpoint), endpoint.action());
  }

  private <T> Stream<T> stream(ListEndpoint<T> list) {
    requireOpen();
    return PagedList.stream(list, pageSize, this::call);
  }

  private <T> Reading<T> read(Endpoint<T> endpoint) {
    return caller.await(async.read(endpoint), endpoint.action());
  }

  private void requireOpen() {
    if (isClosed) {
      throw new IllegalStateException("the registry client is closed");
    }
  }
}
