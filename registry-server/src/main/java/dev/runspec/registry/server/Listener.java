package dev.runspec.registry.server;

import dev.runspec.registry.server.http.ApiKeys;
import dev.runspec.registry.server.http.Limits;
import dev.runspec.registry.server.http.RateLimits;
import dev.runspec.registry.server.http.Route;
import dev.runspec.registry.server.http.Router;
import dev.runspec.registry.server.http.SlowRequests;
import dev.runspec.registry.server.http.TlsFiles;
import dev.runspec.registry.server.observe.AccessLog;
import dev.runspec.registry.server.observe.Metrics;
import io.helidon.common.tls.Tls;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What answers on a port: it is ready when it exists, and gone when it is closed. */
public final class Listener implements AutoCloseable {

  private static final Duration FILE_CHECKS = Duration.ofSeconds(1);

  private final WebServer server;
  private final Router router;
  private final Runnable files;
  private final Chores chores;

  private Listener(WebServer server, Router router, Runnable files, Chores chores) {
    this.server = server;
    this.router = router;
    this.files = files;
    this.chores = chores;
  }

  /** Starts a listener of these routes, with these keys. */
  public static Builder builder(List<Route> routes, ApiKeys keys, Metrics metrics) {
    return new Builder(routes, keys, metrics);
  }

  /** The port that it listens on. */
  public int port() {
    return server.port();
  }

  /** Whether it still listens; once it does not, it never will again. */
  public boolean isRunning() {
    return server.isRunning();
  }

  /** Reads keys and certificates again if their files changed, as happens every second anyway. */
  public void refresh() {
    files.run();
  }

  /**
   * Stops to listen, finishes what runs, and returns when all is answered or the grace is over. A
   * connection that comes in that very moment may stay open, unanswered, until the process ends:
   * the platform's {@code accept} loses what it has when its thread is interrupted.
   */
  @Override
  public void close() {
    router.closing();
    server.stop();
    chores.close();
  }

  /** Collects what is optional. */
  public static final class Builder {

    private final List<Route> routes;
    private final ApiKeys keys;
    private final Metrics metrics;
    private String host = "0.0.0.0";
    private int port;
    private Limits limits = Limits.withBody(Limits.DEFAULT_BODY);
    private SlowRequests.Limits patience = SlowRequests.Limits.USUAL;
    private RateLimits rates;
    private Duration grace = Duration.ofSeconds(10);
    private LongSupplier nanos = System::nanoTime;
    private @Nullable TlsFiles tls;
    private @Nullable AccessLog log;

    private Builder(List<Route> routes, ApiKeys keys, Metrics metrics) {
      this.routes = List.copyOf(routes);
      this.keys = keys;
      this.metrics = metrics;
      this.rates =
          RateLimits.of(
              RateLimits.DEFAULT_PER_SECOND, RateLimits.DEFAULT_BURST, System::nanoTime, metrics);
    }

    /** Everything as the options say; what is set after this wins. */
    public Builder configured(ServerConfig config) {
      host = config.host();
      port = config.port();
      limits = Limits.withBody(config.maxBody());
      rates =
          config
              .rateLimit()
              .map(rate -> RateLimits.of(rate.perSecond(), rate.burst(), nanos, metrics))
              .orElseGet(() -> RateLimits.off(metrics));
      grace = config.shutdownGrace();
      tls = config.tls().map(pair -> new TlsFiles(pair.key(), pair.certificate())).orElse(null);
      log = config.accessLog() ? new AccessLog(System.err, InstantSource.system()) : null;
      return this;
    }

    /** The address to listen on; all of them unless set. */
    public Builder host(String nameOrAddress) {
      this.host = nameOrAddress;
      return this;
    }

    /** The port to listen on; any free one unless set. */
    public Builder port(int number) {
      this.port = number;
      return this;
    }

    /** How large and how many things may be. */
    public Builder limits(Limits most) {
      this.limits = most;
      return this;
    }

    /** How long slow callers are waited for. */
    public Builder patience(SlowRequests.Limits most) {
      this.patience = most;
      return this;
    }

    /** How often one address may ask. */
    public Builder rates(RateLimits most) {
      this.rates = most;
      return this;
    }

    /** How long running requests have to finish when this is closed. */
    public Builder grace(Duration most) {
      this.grace = most;
      return this;
    }

    /** Speak TLS with this pair. */
    public Builder tls(@Nullable TlsFiles files) {
      this.tls = files;
      return this;
    }

    /** Note every answered request. */
    public Builder log(@Nullable AccessLog target) {
      this.log = target;
      return this;
    }

    /** The monotonic clock for deadlines and latencies. */
    public Builder nanos(LongSupplier clock) {
      this.nanos = clock;
      return this;
    }

    /**
     * Listens.
     *
     * @throws StartException when it cannot, with what to do about it
     */
    public Listener start() {
      InetAddress address = address();
      refuseBusyPort(address);
      SlowRequests guard = new SlowRequests(patience, nanos, metrics);
      Router router = new Router(routes, limits, keys, rates, guard, metrics, log, nanos);
      WebServerConfig.Builder config =
          WebServer.builder()
              .address(address)
              .port(port)
              .shutdownHook(false)
              .shutdownGracePeriod(grace)
              // An answer of more than one segment would wait for the caller's delayed ACK.
              .connectionOptions(socket -> socket.tcpNoDelay(true));
      router.configure(config);
      if (tls != null) {
        config.tls(load(tls));
      }
      WebServer server = config.build().start();
      if (!server.isRunning()) {
        throw busy(null);
      }
      Runnable files = files(server);
      return new Listener(server, router, files, chores(guard, files));
    }

    private Runnable files(WebServer server) {
      TlsFiles pair = tls;
      Object lock = new Object();
      return () -> {
        synchronized (lock) {
          keys.refresh();
          if (pair != null) {
            pair.refresh(server::reloadTls);
          }
        }
      };
    }

    private Chores chores(SlowRequests guard, Runnable files) {
      Chores chores = new Chores("registry-chores");
      chores.every(patience.sweep(), guard::sweep);
      chores.every(FILE_CHECKS, files);
      return chores;
    }

    private InetAddress address() {
      try {
        return InetAddress.getByName(host);
      } catch (UnknownHostException e) {
        throw new StartException(
            "host '" + host + "' is no address of this machine; expected one such as 0.0.0.0", e);
      }
    }

    private static Tls load(TlsFiles files) {
      try {
        return files.load();
      } catch (IllegalArgumentException e) {
        throw new StartException(String.valueOf(e.getMessage()), e);
      }
    }

    /** Helidon only logs when it cannot bind, so we try ourselves first. */
    private void refuseBusyPort(InetAddress address) {
      try (ServerSocket probe = new ServerSocket()) {
        probe.bind(new InetSocketAddress(address, port));
      } catch (IOException e) {
        throw busy(e);
      }
    }

    private StartException busy(@Nullable IOException cause) {
      String reason = cause == null ? "it is in use" : String.valueOf(cause.getMessage());
      String line =
          "cannot listen on "
              + host
              + ":"
              + port
              + " ("
              + reason
              + "); stop what uses it, or choose another with --port or --host";
      return cause == null ? new StartException(line) : new StartException(line, cause);
    }
  }
}
