package dev.runspec.registry.server.http;

import dev.runspec.registry.server.observe.LimitKind;
import dev.runspec.registry.server.observe.Metrics;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionListener;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The guard against those who send slowly, read slowly or do nothing: Helidon itself waits for
 * ever. Every connection has a {@link Patience}; {@link #sweep} ends those that ran out of it.
 */
public final class SlowRequests {

  /** One thread serves one connection, from its start to its end. */
  private static final ThreadLocal<Patience> CURRENT = new ThreadLocal<>();

  private final Limits limits;
  private final LongSupplier nanos;
  private final long origin;
  private final Metrics metrics;
  private final Set<Patience> connections = ConcurrentHashMap.newKeySet();

  public SlowRequests(Limits limits, LongSupplier nanos, Metrics metrics) {
    this.limits = limits;
    this.nanos = nanos;
    this.origin = nanos.getAsLong();
    this.metrics = metrics;
  }

  /** Ends the connections that are overdue. Somebody calls this every {@link Limits#sweep}. */
  public void sweep() {
    long now = elapsed();
    for (Patience connection : connections) {
      connection.cutIfOverdue(now);
    }
  }

  void count(LimitKind kind) {
    metrics.limitHit(kind);
  }

  Limits limits() {
    return limits;
  }

  /** Nanoseconds since this guard came on duty. */
  long elapsed() {
    return nanos.getAsLong() - origin;
  }

  /** This thread serves a connection from now on. */
  Patience opened() {
    Patience patience = new Patience(this, Thread.currentThread());
    patience.awaitRequest();
    connections.add(patience);
    CURRENT.set(patience);
    return patience;
  }

  /** This connection holds more than any request may: not a byte more is read from it. */
  void overfull() {
    metrics.limitHit(LimitKind.BODY_SIZE);
    current().bodyPending(false);
  }

  void closed(Patience patience) {
    connections.remove(patience);
    CURRENT.remove();
  }

  /** The connection that this thread serves. */
  Patience current() {
    return CURRENT.get();
  }

  /** What the web server must tell us of. */
  Http1ConnectionListener listener() {
    return new Http1ConnectionListener() {
      @Override
      public void prologue(ConnectionContext context, HttpPrologue prologue) {
        current().awaitHeader();
      }

      @Override
      public void headers(ConnectionContext context, Headers headers) {
        Patience patience = current();
        patience.rest();
        patience.bodyPending(isBodyAnnounced(headers));
      }
    };
  }

  /** Java's client may announce an empty body where there is none. */
  private static boolean isBodyAnnounced(Headers headers) {
    return headers.contains(HeaderNames.TRANSFER_ENCODING)
        || headers
            .first(HeaderNames.CONTENT_LENGTH)
            .filter(length -> !length.strip().equals("0"))
            .isPresent();
  }

  /**
   * How long we wait for what.
   *
   * @param header from the first byte of a request to the end of its header
   * @param body for a whole body
   * @param answer until the whole answer was taken
   * @param idle before a request
   * @param linger after the last answer, for the rest of a body that nobody will read
   * @param sweep how often we look
   */
  public record Limits(
      Duration header,
      Duration body,
      Duration answer,
      Duration idle,
      Duration linger,
      Duration sweep) {

    /** What suits agents that beat every half minute. */
    public static final Limits USUAL =
        new Limits(
            Duration.ofSeconds(20),
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            Duration.ofSeconds(75),
            Duration.ofSeconds(2),
            Duration.ofMillis(250));
  }
}
