package dev.runspec.registry.server.http;

import dev.runspec.registry.ErrorCode;
import dev.runspec.registry.engine.StoreUnavailable;
import dev.runspec.registry.json.InvalidDocument;
import dev.runspec.registry.server.observe.AccessLog;
import dev.runspec.registry.server.observe.LimitKind;
import dev.runspec.registry.server.observe.Meter;
import dev.runspec.registry.server.observe.Metrics;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ServerConnectionException;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where every request comes in and every answer goes out: limits, route, access, handler, and the
 * one place that writes to the wire. Helidon's own routing is never reached.
 */
final class FrontDoor implements Filter {

  private static final System.Logger LOG = System.getLogger(FrontDoor.class.getName());
  private static final Header JSON =
      HeaderValues.createCached(HeaderNames.CONTENT_TYPE, Answer.JSON);
  private static final Header NOSNIFF =
      HeaderValues.createCached("X-Content-Type-Options", "nosniff");

  private final RouteTree routes;
  private final ApiKeys keys;
  private final RateLimits rates;
  private final SlowRequests guard;
  private final Metrics metrics;
  private final Meter refused;
  private final @Nullable AccessLog log;
  private final LongSupplier nanos;
  private final SecureRandom random = new SecureRandom();
  private volatile boolean closing;

  FrontDoor(
      RouteTree routes,
      ApiKeys keys,
      RateLimits rates,
      SlowRequests guard,
      Metrics metrics,
      @Nullable AccessLog log,
      LongSupplier nanos) {
    this.routes = routes;
    this.keys = keys;
    this.rates = rates;
    this.guard = guard;
    this.metrics = metrics;
    this.refused = metrics.meter("ANY", "refused");
    this.log = log;
    this.nanos = nanos;
  }

  /** From now on every answer is the last of its connection. */
  void closing() {
    closing = true;
  }

  @Override
  public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    long start = nanos.getAsLong();
    Patience patience = guard.current();
    HelidonCall call = new HelidonCall(request, patience);
    Served served = serve(call);
    boolean close = call.mustClose() || closing;
    note(call, served, nanos.getAsLong() - start);
    patience.awaitReader();
    if (served.answer().stream() != null && !call.method().equals("HEAD")) {
      stream(served.answer(), served.answer().stream(), close, patience, response);
      close |= closing;
    } else {
      write(served.answer(), call.method().equals("HEAD"), close, response);
    }
    if (close) {
      throw new CloseConnectionException("the answer was the last");
    }
    if (call.bodyUnread()) {
      patience.awaitBody();
    } else {
      patience.awaitRequest();
    }
  }

  /**
   * Before it is sent: whoever has an answer finds it counted, and a slow reader is no slow server.
   */
  private void note(HelidonCall call, Served served, long took) {
    served.meter().record(served.answer().status(), took - served.answer().waited().toNanos());
    if (log != null) {
      log.answered(
          call.peer().getHostAddress(),
          served.caller().name(),
          call.method(),
          call.rawPath(),
          served.answer().status(),
          served.answer().body().length,
          took);
    }
  }

  private Served serve(HelidonCall call) {
    Meter meter = refused;
    Caller caller = Caller.ANYBODY;
    try {
      rates.check(call.peer());
      RouteTree.Match match = routes.find(call.method(), call.rawPath());
      meter = match.meter();
      Answer answer =
          switch (match) {
            case RouteTree.Found found -> {
              caller = keys.admit(found.route().access(), call);
              yield found.route().handler().handle(callOf(call, found, caller));
            }
            case RouteTree.OtherMethod other -> otherMethod(call.method(), other.allow());
            case RouteTree.Unknown unknown ->
                Problems.of(ErrorCode.ROUTE_NOT_FOUND, "There is nothing at this path");
          };
      return new Served(answer, meter, caller);
    } catch (Refusal refusal) {
      if (refusal.code() == ErrorCode.PAYLOAD_TOO_LARGE) {
        metrics.limitHit(LimitKind.BODY_SIZE);
      }
      return new Served(Problems.of(refusal), meter, caller);
    } catch (InvalidDocument document) {
      return new Served(Problems.of(document), meter, caller);
    } catch (StoreUnavailable store) {
      return new Served(Problems.of(store), meter, caller);
    } catch (CloseConnectionException e) {
      throw e;
    } catch (Throwable fault) {
      return new Served(internal(call, fault), meter, caller);
    }
  }

  private static Call callOf(HelidonCall call, RouteTree.Found found, Caller caller) {
    return new Call(call.method(), found.parameters(), call.query(), call, call::body, caller);
  }

  private static Answer otherMethod(String method, String allow) {
    Answer answer =
        method.equals("OPTIONS")
            ? Answer.empty(204)
            : Problems.of(ErrorCode.METHOD_NOT_ALLOWED, "This path takes " + allow);
    return answer.with("Allow", allow);
  }

  private Answer internal(HelidonCall call, Throwable fault) {
    byte[] id = new byte[8];
    random.nextBytes(id);
    String requestId = HexFormat.of().formatHex(id);
    LOG.log(
        Level.ERROR,
        () -> "request " + requestId + " failed: " + call.method() + " " + call.rawPath(),
        fault);
    return Problems.internal(requestId);
  }

  /** Between two bits nobody is waited for; while one is sent, its reader is. */
  private static void stream(
      Answer answer,
      Answer.Stream stream,
      boolean close,
      Patience patience,
      RoutingResponse response) {
    writeHead(answer, close, response);
    try {
      OutputStream out = response.outputStream();
      stream.writeTo(
          bytes -> {
            patience.awaitReader();
            try {
              out.write(bytes);
              out.flush();
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
            patience.rest();
          });
      patience.awaitReader();
      out.close();
      response.commit(); // Helidon ends the last chunk only here
    } catch (IOException | UncheckedIOException | ServerConnectionException e) {
      throw new CloseConnectionException("the reader is gone", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CloseConnectionException("the stream was broken off", e);
    }
  }

  private static void write(Answer answer, boolean head, boolean close, RoutingResponse response) {
    int status = answer.status();
    writeHead(answer, close, response);
    if (status == 204 || status == 304) {
      response.header(BareAnswers.MARK);
      response.send();
    } else if (head) {
      if (answer.stream() == null) {
        response.headers().contentLength(answer.body().length);
      }
      response.send();
    } else {
      response.send(answer.body());
    }
  }

  private static void writeHead(Answer answer, boolean close, RoutingResponse response) {
    response.status(Status.create(answer.status()));
    String contentType = answer.contentType();
    if (contentType != null) {
      response.header(
          contentType.equals(Answer.JSON)
              ? JSON
              : HeaderValues.create(HeaderNames.CONTENT_TYPE, contentType));
    }
    response.header(NOSNIFF);
    for (Answer.Field field : answer.fields()) {
      response.headers().add(field.header());
    }
    if (close) {
      response.header(HeaderValues.CONNECTION_CLOSE);
    }
  }

  private record Served(Answer answer, Meter meter, Caller caller) {}
}
