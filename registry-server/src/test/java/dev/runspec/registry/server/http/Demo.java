package dev.runspec.registry.server.http;

import dev.runspec.registry.ErrorCode;
import dev.runspec.registry.server.Listener;
import dev.runspec.registry.server.observe.Metrics;
import dev.runspec.registry.server.resource.MetricsResource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;

/** A small registry of nothing, to try the shell with. */
final class Demo implements AutoCloseable {

  final Metrics metrics = new Metrics();
  final CountDownLatch slowRuns = new CountDownLatch(1);
  final CountDownLatch slowMayEnd = new CountDownLatch(1);
  final Listener listener;

  Demo() {
    this(KeyRing.none(), new ApiKeys.Rules(false, false), builder -> builder);
  }

  Demo(UnaryOperator<Listener.Builder> change) {
    this(KeyRing.none(), new ApiKeys.Rules(false, false), change);
  }

  Demo(KeyRing ring, ApiKeys.Rules rules, UnaryOperator<Listener.Builder> change) {
    ApiKeys keys = new ApiKeys(ring, rules, () -> Instant.EPOCH, System::nanoTime, metrics);
    this.listener =
        change.apply(Listener.builder(routes(), keys, metrics).host("127.0.0.1")).start();
  }

  int port() {
    return listener.port();
  }

  Wire connect() {
    return Wire.to(listener.port());
  }

  /** Sends one request on a connection of its own. */
  Wire.Reply ask(String text) {
    try (Wire wire = connect()) {
      return wire.send(text).reply();
    }
  }

  /** Sends a request without a body. */
  Wire.Reply ask(String method, String target) {
    return ask(method + " " + target + " HTTP/1.1\nHost: localhost\n\n");
  }

  private List<Route> routes() {
    List<Route> routes = new ArrayList<>(MetricsResource.routes(metrics));
    routes.add(Route.get("/health", Access.OPEN, call -> text("well")));
    routes.add(Route.get("/things", Access.READ, call -> text(call.query().all("q").toString())));
    routes.add(Route.post("/things", Access.WRITE, call -> text(utf8(call.jsonBody()))));
    routes.add(Route.get("/things/{id}", Access.READ, call -> text(call.path("id"))));
    routes.add(Route.get("/things/special", Access.READ, call -> text("literal")));
    routes.add(Route.delete("/things/{id}", Access.WRITE, call -> Answer.empty(204)));
    routes.add(
        Route.post(
            "/things/{id}/beat",
            Access.WRITE,
            call -> text(call.optionalJsonBody().map(Demo::utf8).orElse("no body"))));
    routes.add(Route.post("/reset", Access.ADMIN, call -> text("reset")));
    routes.add(
        Route.get("/unchanged", Access.OPEN, call -> Answer.empty(304).with("ETag", "\"1\"")));
    routes.add(Route.get("/missing", Access.OPEN, call -> refuse(Refusal.instanceNotFound())));
    routes.add(
        Route.get(
            "/full",
            Access.OPEN,
            call ->
                refuse(
                    new Refusal(ErrorCode.STORE_UNAVAILABLE, "The disk is full")
                        .retryAfter(Duration.ofMillis(1200)))));
    routes.add(Route.get("/broken", Access.OPEN, call -> refuse(new StackOverflowError("secret"))));
    routes.add(Route.get("/slow", Access.OPEN, call -> slow()));
    routes.add(Route.get("/large", Access.OPEN, call -> Answer.json(new byte[64 << 20])));
    return routes;
  }

  private Answer slow() {
    slowRuns.countDown();
    try {
      slowMayEnd.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return text("interrupted");
    }
    return text("finished");
  }

  private static Answer refuse(RuntimeException refusal) {
    throw refusal;
  }

  private static Answer refuse(Error fault) {
    throw fault;
  }

  private static Answer text(String text) {
    return Answer.of(200, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  private static String utf8(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    slowMayEnd.countDown();
    listener.close();
  }
}
