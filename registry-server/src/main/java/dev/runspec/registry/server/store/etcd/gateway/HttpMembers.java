package dev.runspec.registry.server.store.etcd.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Members over HTTP. One that does not answer is left for the next. */
final class HttpMembers implements Members {

  /** How long one member may take for one answer. */
  private static final Duration DEADLINE = Duration.ofSeconds(2);

  /** How long a call goes on asking when no member can answer: longer than an election. */
  private static final Duration PATIENCE = Duration.ofSeconds(6);

  private static final Duration PAUSE = Duration.ofMillis(100);

  private final EtcdConfig config;
  private final List<URI> endpoints;
  private final HttpClient http;
  private volatile int preferred;
  private volatile @Nullable String token;
  private volatile boolean isAway;
  private volatile boolean isClosed;

  HttpMembers(EtcdConfig config) {
    this.config = config;
    this.endpoints = config.endpoints();
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(1));
    SSLContext tls = Identity.tls(config);
    if (tls != null) {
      builder.sslContext(tls);
    }
    this.http = builder.build();
  }

  @Override
  public int count() {
    return endpoints.size();
  }

  @Override
  public EtcdJson call(String path, byte[] body) {
    return anywhere(member -> read(post(member, path, body, BodyHandlers.ofByteArray()).body()));
  }

  @Override
  public InputStream stream(String path, byte[] body) {
    return anywhere(member -> post(member, path, body, BodyHandlers.ofInputStream()).body());
  }

  @Override
  public byte[] callAt(int member, String path, byte[] body) {
    return authenticated(() -> post(member, path, body, BodyHandlers.ofByteArray()).body());
  }

  private interface Call<T> {
    T to(int member);
  }

  private interface Attempt<T> {
    T make();
  }

  private <T> T anywhere(Call<T> call) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    boolean isPatient = !isAway;
    int first = preferred;
    for (int attempt = 1; ; attempt++) {
      int member = (first + attempt - 1) % endpoints.size();
      try {
        T answer = authenticated(() -> call.to(member));
        preferred = member;
        isAway = false;
        return answer;
      } catch (EtcdFailure failure) {
        boolean isRound = attempt % endpoints.size() == 0;
        boolean isOver = isRound && (!isPatient || System.nanoTime() - end > 0);
        if (failure.kind() != EtcdFailure.Kind.AWAY) {
          throw failure;
        }
        if (isClosed || Thread.currentThread().isInterrupted()) {
          throw failure;
        }
        if (isOver) {
          isAway = true;
          throw failure;
        }
        if (isRound) {
          LockSupport.parkNanos(PAUSE.toNanos());
        }
      }
    }
  }

  /** Says who we are once more if the member does not know our token. */
  private <T> T authenticated(Attempt<T> attempt) {
    boolean isFresh = config.user().isPresent() && token == null;
    if (isFresh) {
      authenticate();
    }
    try {
      return attempt.make();
    } catch (EtcdFailure failure) {
      if (failure.kind() != EtcdFailure.Kind.TOKEN || config.user().isEmpty() || isFresh) {
        throw failure;
      }
      authenticate();
      return attempt.make();
    }
  }

  private void authenticate() {
    byte[] body =
        EtcdJson.object(
            json -> {
              json.writeStringField("name", config.user().orElseThrow());
              json.writeStringField("password", Identity.password(config));
            });
    EtcdFailure last = new EtcdFailure(EtcdFailure.Kind.AWAY, "etcd has no members");
    for (int i = 0; i < endpoints.size(); i++) {
      int member = (preferred + i) % endpoints.size();
      token = null;
      try {
        byte[] answer =
            post(member, "/v3/auth/authenticate", body, BodyHandlers.ofByteArray()).body();
        token = read(answer).text("token");
        return;
      } catch (EtcdFailure failure) {
        if (failure.kind() != EtcdFailure.Kind.AWAY) {
          throw new EtcdFailure(
              EtcdFailure.Kind.DENIED,
              "user " + config.user().orElseThrow() + " cannot log in: " + failure.getMessage(),
              failure);
        }
        last = failure;
      }
    }
    throw last;
  }

  private <T> HttpResponse<T> post(
      int member, String path, byte[] body, HttpResponse.BodyHandler<T> handler) {
    URI endpoint = endpoints.get(member);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(endpoint.resolve(path))
            .timeout(DEADLINE)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(body));
    String known = token;
    if (known != null) {
      request.header("Authorization", known);
    }
    try {
      HttpResponse<T> response = http.send(request.build(), handler);
      if (response.statusCode() != 200) {
        throw refusal(endpoint, response);
      }
      return response;
    } catch (IOException e) {
      if (e instanceof HttpTimeoutException && !(e instanceof HttpConnectTimeoutException)) {
        forget(known);
      }
      throw new EtcdFailure(EtcdFailure.Kind.AWAY, endpoint + " does not answer: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EtcdFailure(EtcdFailure.Kind.AWAY, "interrupted while asking " + endpoint, e);
    }
  }

  /**
   * A member with a token that was made later in etcd's log than the member is waits for that place
   * to come. After a back-up was restored it never comes: so whoever was not answered in time says
   * who he is once more.
   */
  private void forget(@Nullable String known) {
    if (known != null && known.equals(token)) {
      token = null;
    }
  }

  private static EtcdFailure refusal(URI endpoint, HttpResponse<?> response) throws IOException {
    byte[] body =
        response.body() instanceof InputStream in
            ? in.readAllBytes()
            : response.body() instanceof byte[] bytes ? bytes : new byte[0];
    try {
      EtcdJson error = EtcdJson.read(body);
      if (error.has("error") && !error.has("code")) {
        return EtcdFailure.of(error.object("error")); // as a stream says it
      }
      return EtcdFailure.of(error.number("code"), error.text("message"));
    } catch (IOException e) {
      return new EtcdFailure(
          response.statusCode() >= 500 ? EtcdFailure.Kind.AWAY : EtcdFailure.Kind.WRONG,
          endpoint
              + " answers "
              + response.statusCode()
              + (new String(body, StandardCharsets.UTF_8).contains("CommonName")
                  ? ": it takes no client certificate that names a CN"
                  : ": is this etcd, with its JSON gateway (--enable-grpc-gateway)?"),
          e);
    }
  }

  private static EtcdJson read(byte[] body) {
    try {
      return EtcdJson.read(body);
    } catch (IOException e) {
      throw new EtcdFailure(EtcdFailure.Kind.AWAY, "etcd's answer cannot be read: " + e, e);
    }
  }

  @Override
  public void close() {
    isClosed = true;
  }
}
