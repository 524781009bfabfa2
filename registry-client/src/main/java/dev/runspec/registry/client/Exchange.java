package dev.runspec.registry.client;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One request and its whole answer over the network, bounded in time and size. The key goes to the
 * one address that it was given for: redirects are never followed.
 */
final class Exchange implements AutoCloseable {

  /** Larger than any answer of a registry. */
  static final int LARGEST_ANSWER = 64 << 20;

  private final HttpClient http;
  private final RegistryAddress address;
  private final @Nullable String apiKey;
  private final int largestAnswer;
  private final Map<Object, CompletableFuture<?>> inFlight = new ConcurrentHashMap<>();
  private volatile boolean isClosed;

  Exchange(HttpClient http, RegistryAddress address, @Nullable String apiKey, int largestAnswer) {
    this.http = http;
    this.address = address;
    this.apiKey = apiKey;
    this.largestAnswer = largestAnswer;
  }

  RegistryAddress address() {
    return address;
  }

  /**
   * Sends it and waits for the last byte of the answer.
   *
   * @param limit how long all of it may take
   * @param revision what a read must not be older than
   */
  Answer send(Endpoint<?> endpoint, Duration limit, OptionalLong revision)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> pending =
        http.sendAsync(request(endpoint, revision), BoundedBody.ofAtMost(largestAnswer));
    Object ticket = new Object();
    inFlight.put(ticket, pending);
    try {
      if (isClosed) {
        pending.cancel(true);
      }
      HttpResponse<byte[]> response = pending.get(limit.toNanos(), TimeUnit.NANOSECONDS);
      return new Answer(response.statusCode(), response.headers(), response.body());
    } catch (TimeoutException e) {
      pending.cancel(true);
      throw new HttpTimeoutException("no answer within " + seconds(limit));
    } catch (InterruptedException e) {
      pending.cancel(true);
      throw e;
    } catch (CancellationException e) {
      throw new IllegalStateException("the registry client is closed", e);
    } catch (ExecutionException e) {
      if (isClosed) {
        throw new IllegalStateException("the registry client is closed", e);
      }
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new IOException(String.valueOf(e.getCause()), e);
    } finally {
      inFlight.remove(ticket);
    }
  }

  private HttpRequest request(Endpoint<?> endpoint, OptionalLong revision) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address.at(endpoint.path())).header("Accept", endpoint.accept());
    byte[] body = endpoint.body();
    if (body == null) {
      request.method(endpoint.method(), BodyPublishers.noBody());
    } else {
      request
          .header("Content-Type", "application/json")
          .method(endpoint.method(), BodyPublishers.ofByteArray(body));
    }
    if (apiKey != null) {
      request.header("X-API-Key", apiKey);
    }
    if (endpoint.isRead()) {
      revision.ifPresent(known -> request.header(SeenRevision.HEADER, String.valueOf(known)));
    }
    return request.build();
  }

  private static String seconds(Duration limit) {
    return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
  }

  /** Gives up what is under way, and closes the connections where the platform can. */
  @Override
  public void close() {
    isClosed = true;
    inFlight.values().forEach(pending -> pending.cancel(true));
    // HttpClient is closeable from Java 21 on; before, its threads end when it is collected.
    if (http instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (Exception e) {
        throw new IllegalStateException("the HTTP client does not close", e);
      }
    }
  }
}
