package dev.runspec.registry.client.testing;

import com.sun.net.httpserver.HttpServer;
import dev.runspec.registry.ErrorCode;
import dev.runspec.registry.Registration;
import dev.runspec.registry.catalog.Catalog;
import dev.runspec.registry.catalog.Member;
import dev.runspec.registry.client.RegistryClient;
import dev.runspec.registry.client.RegistryClientBuilder;
import dev.runspec.registry.client.RetryPolicy;
import dev.runspec.registry.client.testing.Desk.Conduct;
import dev.runspec.registry.engine.Journal;
import dev.runspec.registry.engine.LocalStore;
import dev.runspec.registry.engine.Registry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A registry for unit tests: a real one, in memory, behind HTTP on a free port of the loopback
 * interface, whose time passes only when the test says so. Clients that it gives live by the same
 * time.
 *
 * <pre>{@code
 * try (FakeRegistry registry = FakeRegistry.start()) {
 *   registry.register(agent);
 *   ToolDirectory directory = registry.client().directory().start();
 *   directory.awaitLoaded(Duration.ofSeconds(10));
 *   registry.goAway();
 *   registry.advance(Duration.ofMinutes(1));
 *   // … what the program under test makes of that
 * }
 * }</pre>
 *
 * <p>It knows who lives, as a registry does, and answers everything that a {@link RegistryClient}
 * asks, with pages, positions, entity tags, waiting reads and events. What it does not do, it
 * refuses with 501: {@code q} and {@code filter}, and session files. It speaks no TLS, packs
 * nothing, knows one key at most (for writes), limits nobody, and keeps nothing when it is closed.
 */
public final class FakeRegistry implements AutoCloseable {

  private static final Duration STEP = Duration.ofSeconds(1);
  private static final Duration REAP_INTERVAL = Duration.ofMinutes(1);
  private static final Duration RETENTION = Duration.ofHours(24);

  private final ExecutorService threads = Executors.newCachedThreadPool(FakeRegistry::daemon);
  private final Crank time = new Crank(threads);
  private final @Nullable String apiKey;
  private final Desk desk;
  private final List<RegistryClient> clients = new CopyOnWriteArrayList<>();
  private final ReentrantLock crank = new ReentrantLock();
  private final int port;
  private HttpServer server;
  private Instant reapAt;

  private FakeRegistry(@Nullable String apiKey) {
    this.apiKey = apiKey;
    this.desk = new Desk(time, apiKey, empty());
    this.server = serverOn(0);
    this.port = server.getAddress().getPort();
    this.reapAt = time.instant().plus(REAP_INTERVAL);
  }

  /** Starts one that takes everybody's writes. */
  public static FakeRegistry start() {
    return new FakeRegistry(null);
  }

  /** Starts one that takes writes only with this key. Its clients have it. */
  public static FakeRegistry startWithKey(String apiKey) {
    return new FakeRegistry(apiKey);
  }

  private Registry empty() {
    return Registry.open(new LocalStore(Journal.NONE, time), time);
  }

  private HttpServer serverOn(int wanted) {
    try {
      HttpServer fresh =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), 0);
      fresh.createContext("/", desk);
      fresh.setExecutor(threads);
      fresh.start();
      return fresh;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "no fake registry on port " + wanted + ": " + e.getMessage(), e);
    }
  }

  /** Its address; the same for as long as it is not closed. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** What time it is here. */
  public InstantSource clock() {
    return time;
  }

  /**
   * A client of this registry that lives by its time. It is closed with the registry. Its requests
   * are tried once: a test that waited between two tries would wait for a time that it does not
   * move.
   */
  public RegistryClient client() {
    RegistryClient client = clientBuilder().build();
    clients.add(client);
    return client;
  }

  /** Starts a client like {@link #client}, to choose more for it; whoever builds it closes it. */
  public RegistryClientBuilder clientBuilder() {
    return RegistryClient.builder(uri())
        .clock(time)
        .pacer(time)
        .retry(RetryPolicy.NONE)
        .apiKey(apiKey);
  }

  /** Registers an agent, as if it had done so itself. */
  public void register(Registration agent) {
    desk.conduct().registry().register(agent);
  }

  /**
   * Lets time pass, for the registry and for its clients: leases end, agents beat, pauses are over.
   * It goes from one moment to the next at which somebody waits for something, and gives them some
   * milliseconds of real time to do it. What a program does after that may still be under way when
   * this returns: wait for it.
   */
  public void advance(Duration duration) {
    crank.lock();
    try {
      time.settle();
      Instant end = time.instant().plus(duration);
      while (time.instant().isBefore(end)) {
        moveTo(time.nextDue(earliest(end, reapAt, nextExpiry(), time.instant().plus(step()))));
      }
    } finally {
      crank.unlock();
    }
  }

  /** While somebody may be about to do something in real time, time does not run away from that. */
  private Duration step() {
    return time.isAnybodyAboutToAct() ? STEP : RETENTION;
  }

  private Instant nextExpiry() {
    return desk.conduct().registry().catalog().members().stream()
        .filter(Member::isLive)
        .map(member -> member.vitals().lease().expiresAt())
        .min(Instant::compareTo)
        .orElse(Instant.MAX);
  }

  private static Instant earliest(Instant... moments) {
    return Collections.min(List.of(moments));
  }

  /**
   * Lets time pass, second by second, until it is so; false if it is not after {@code atMost}. What
   * somebody does for whom time passed may take real time: this is for tests that wait for what
   * comes of it.
   */
  public boolean advanceUntil(BooleanSupplier isSo, Duration atMost) {
    Instant end = time.instant().plus(atMost);
    while (!isSo.getAsBoolean()) {
      if (!time.instant().isBefore(end)) {
        return false;
      }
      advance(STEP);
    }
    return true;
  }

  private void moveTo(Instant moment) {
    long signs = time.signs();
    int woken = time.moveTo(moment);
    Registry registry = desk.conduct().registry();
    int told = desk.dueStreams();
    if (!moment.isBefore(reapAt)) {
      registry.reap(RETENTION);
      reapAt = moment.plus(REAP_INTERVAL);
    }
    Catalog unused = registry.catalog(); // whoever looks moves what is due
    if (woken + told > 0) {
      time.settle(signs + woken + told);
    } else if (time.isAnybodyAboutToAct()) {
      time.yield();
    }
  }

  /** From now on nobody listens on its port, and its connections are broken. */
  public synchronized void goAway() {
    long heard = desk.expected();
    server.stop(0);
    desk.conduct(new Conduct(desk.conduct().registry(), null, false));
    time.settle(heard);
  }

  /**
   * From now on it takes connections and requests, and says nothing, not even that it is gone: as
   * with a connection that is half open. Streams stay open, and silent.
   */
  public void goSilent() {
    desk.conduct(new Conduct(desk.conduct().registry(), null, true));
  }

  /** From now on every request is refused in this way; streams end. */
  public void refuse(int status, ErrorCode code) {
    refuse(Refusal.of(status, code, "The test wants it so"));
  }

  /** From now on every request is refused in this way, with {@code Retry-After}; streams end. */
  public void refuse(int status, ErrorCode code, Duration retryAfter) {
    refuse(Refusal.of(status, code, "The test wants it so", retryAfter));
  }

  private void refuse(Refusal refusal) {
    long heard = desk.expected();
    desk.conduct(new Conduct(desk.conduct().registry(), refusal, false));
    time.settle(heard);
  }

  /** Answers again, on the same port, with all that it knows. What was not answered never is. */
  public synchronized void comeBack() {
    long heard = desk.expected();
    server.stop(0);
    desk.conduct(new Conduct(desk.conduct().registry(), null, false));
    server = serverOn(port);
    time.settle(heard);
  }

  /** Forgets everything and counts its revisions afresh, as after a crash without a disk. */
  public void loseData() {
    long heard = desk.expected();
    Conduct before = desk.conduct();
    desk.conduct(new Conduct(empty(), before.refusal(), before.isSilent()));
    before.registry().close();
    time.settle(heard);
  }

  /** What it was asked so far, such as {@code GET /tools?active=true}. */
  public List<String> requests() {
    return desk.requests();
  }

  /** Closes its clients, and ends. */
  @Override
  public void close() {
    clients.forEach(RegistryClient::close);
    goAway();
    threads.shutdownNow();
    desk.conduct().registry().close();
  }

  @Override
  public String toString() {
    return "FakeRegistry[" + uri() + "]";
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "fake-registry");
    thread.setDaemon(true);
    return thread;
  }
}
