package dev.runspec.registry.server.http;

import dev.runspec.registry.server.observe.AccessLog;
import dev.runspec.registry.server.observe.Metrics;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A table of routes, and everything that Helidon must know to serve them as we promise. */
public final class Router {

  private final Limits limits;
  private final SlowRequests guard;
  private final FrontDoor door;
  private final EarlyFailures failures;

  /**
   * A router of these routes.
   *
   * @param log where answered requests are noted, or null
   * @param nanos a monotonic clock, for latencies
   */
  public Router(
      List<Route> routes,
      Limits limits,
      ApiKeys keys,
      RateLimits rates,
      SlowRequests guard,
      Metrics metrics,
      @Nullable AccessLog log,
      LongSupplier nanos) {
    this.limits = limits;
    this.guard = guard;
    this.door =
        new FrontDoor(new RouteTree(routes, metrics), keys, rates, guard, metrics, log, nanos);
    this.failures = new EarlyFailures(limits, metrics);
  }

  /** Makes this web server serve the routes, over HTTP/1.1 and nothing else. */
  public void configure(WebServerConfig.Builder server) {
    Http1Config http1 =
        Http1Config.builder()
            .maxHeadersSize(limits.header())
            .maxPrologueLength(limits.requestLine())
            .sendKeepAliveHeader(false)
            .validatePath(false)
            .validatePrologue(false)
            .validateResponseHeaders(false)
            .addReceiveListener(guard.listener())
            .addSendListener(new BareAnswers())
            .build();
    server
        .protocolsDiscoverServices(false)
        .addConnectionSelector(
            new GuardedConnections(
                Http1ConnectionSelector.builder().config(http1).build(),
                guard,
                limits.body() + limits.header() + limits.requestLine()))
        .maxPayloadSize(limits.body())
        .maxTcpConnections(limits.connections())
        .directHandlers(failures.handlers())
        .routing(HttpRouting.builder().addFilter(door));
  }

  /** From now on every answer is the last of its connection. */
  public void closing() {
    door.closing();
  }
}
