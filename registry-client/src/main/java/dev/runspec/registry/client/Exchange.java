package dev.runspec.registry.client;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * One request and its whole answer over the network, bounded in time and size. The key goes to the
 * addresses that it was given for: redirects are never followed.
 */
final class Exchange implements AutoCloseable {

  /** Larger than any answer of a registry. */
  static final int LARGEST_ANSWER = 64 << 20;

  private final HttpClient http;
  private final @Nullable String apiKey;
  private final int largestAnswer;

  Exchange(HttpClient http, @Nullable String apiKey, int largestAnswer) {
    this.http = http;
    this.apiKey = apiKey;
    this.largestAnswer = largestAnswer;
  }

  /**
   * Sends it. What is given back is done with the last byte of the answer, or fails with an {@link
   * java.io.IOException}; to cancel it gives the request up.
   *
   * @param limit how long all of it may take, in real time
   * @param revision what a read must not be older than
   */
  @SuppressWarnings("FutureReturnValueIgnored") // What depends on others tells its end to this.
  CompletableFuture<Answer> send(
      RegistryAddress address, Endpoint<?> endpoint, Duration limit, OptionalLong revision) {
    CompletableFuture<Answer> whole = new CompletableFuture<>();
    CompletableFuture<HttpResponse<byte[]>> pending =
        http.sendAsync(request(address, endpoint, revision), receiver(endpoint, whole));
    CompletableFuture<Void> timer = Threads.SHARED.after(limit);
    pending.whenComplete((response, failure) -> fail(whole, failure));
    timer.whenComplete(
        (nothing, cancellation) -> {
          if (cancellation == null) {
            fail(whole, new HttpTimeoutException("no answer within " + seconds(limit)));
          }
        });
    whole.whenComplete(
        (answer, failure) -> {
          timer.cancel(false);
          if (failure != null) {
            pending.cancel(true);
          }
        });
    return whole;
  }

  /**
   * Takes the answer as it arrives. The platform hands it on through the common pool, which may be
   * blocked: of what comes that way, only failures are waited for.
   */
  @SuppressWarnings("FutureReturnValueIgnored") // It tells its end to the whole.
  private BodyHandler<byte[]> receiver(Endpoint<?> endpoint, CompletableFuture<Answer> whole) {
    BodyHandler<byte[]> receiver = endpoint.receiver(BoundedBody.ofAtMost(largestAnswer));
    return head -> {
      BodySubscriber<byte[]> body = receiver.apply(head);
      body.getBody()
          .whenCompleteAsync(
              (bytes, failure) -> {
                fail(whole, failure);
                if (bytes != null) {
                  whole.complete(new Answer(head.statusCode(), head.headers(), bytes));
                }
              },
              Threads.SHARED);
      return body;
    };
  }

  private static void fail(CompletableFuture<Answer> whole, @Nullable Throwable failure) {
    if (failure != null) {
      Throwable cause = failure.getCause();
      whole.completeExceptionally(
          failure instanceof CompletionException && cause != null ? cause : failure);
    }
  }

  private HttpRequest request(
      RegistryAddress address, Endpoint<?> endpoint, OptionalLong revision) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address.at(endpoint.path())).header("Accept", endpoint.accept());
    byte[] body = endpoint.body();
    if (body == null && endpoint.method().equals("GET")) {
      request.GET(); // by method(…), the platform would announce an empty body
    } else if (body == null) {
      request.method(endpoint.method(), BodyPublishers.noBody());
    } else {
      request
          .header("Content-Type", "application/json")
          .method(endpoint.method(), BodyPublishers.ofByteArray(body));
    }
    if (apiKey != null) {
      request.header("X-API-Key", apiKey);
    }
    if (endpoint.isPackable()) {
      request.header("Accept-Encoding", "gzip");
    }
    revision.ifPresent(known -> request.header(SeenRevision.HEADER, String.valueOf(known)));
    endpoint.headers().forEach(request::header);
    return request.build();
  }

  private static String seconds(Duration limit) {
    return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
  }

  /** Closes the connections where the platform can. */
  @Override
  public void close() {
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
