package dev.runspec.registry.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Collects how a {@link RegistryClient} reaches its registry. All but the address is optional. */
public final class RegistryClientBuilder {

  private static final int LARGEST_PAGE = 10_000;

  private final Addresses addresses;
  private @Nullable String apiKey;
  private @Nullable Supplier<SSLContext> trust;
  private Duration connectTimeout = Duration.ofSeconds(3);
  private Duration requestTimeout = Duration.ofSeconds(10);
  private RetryPolicy retry = RetryPolicy.DEFAULT;
  private RequestObserver observer = outcome -> {};
  private int pageSize = 1000;
  private InstantSource clock = InstantSource.system();
  private Pacer pacer = Pacer.REAL;
  private RandomGenerator random = () -> ThreadLocalRandom.current().nextLong();
  private int largestAnswer = Exchange.LARGEST_ANSWER;

  RegistryClientBuilder(List<URI> addresses) {
    this.addresses = new Addresses(addresses.stream().map(RegistryAddress::new).toList());
  }

  /**
   * The key that is sent with every request to the registry's addresses, and nowhere else.
   *
   * @throws IllegalArgumentException if it cannot stand in a header; the message does not show it
   */
  public RegistryClientBuilder apiKey(@Nullable String key) {
    if (key != null) {
      if (key.isEmpty()) {
        throw new IllegalArgumentException("API key is empty");
      }
      if (!key.chars().allMatch(unit -> unit > ' ' && unit < 127)) {
        throw new IllegalArgumentException(
            "API key holds a space, a line break or another character that no header can carry");
      }
    }
    this.apiKey = key;
    return this;
  }

  /** A PEM file with the certificates to trust, instead of those of the platform. */
  public RegistryClientBuilder caFile(Path pem) {
    this.trust = () -> Trust.inFile(pem);
    return this;
  }

  /** A store with the certificates to trust, instead of those of the platform. */
  public RegistryClientBuilder trustStore(KeyStore store) {
    this.trust = () -> Trust.inStore(store);
    return this;
  }

  /** All of TLS: whom to trust and, where asked, who to be. */
  public RegistryClientBuilder sslContext(SSLContext context) {
    this.trust = () -> context;
    return this;
  }

  /** How long a connection may take to be made; 3 s unless set. */
  public RegistryClientBuilder connectTimeout(Duration timeout) {
    this.connectTimeout = positive(timeout, "connect timeout");
    return this;
  }

  /** How long one request may take, connection and answer included; 10 s unless set. */
  public RegistryClientBuilder requestTimeout(Duration timeout) {
    this.requestTimeout = positive(timeout, "request timeout");
    return this;
  }

  /** How often to try; {@link RetryPolicy#DEFAULT} unless set. Announcements keep their own. */
  public RegistryClientBuilder retry(RetryPolicy policy) {
    this.retry = policy;
    return this;
  }

  /** How much to ask for at once when a list is walked through as a stream; 1,000 unless set. */
  public RegistryClientBuilder pageSize(int size) {
    if (size < 1 || size > LARGEST_PAGE) {
      throw new IllegalArgumentException(
          "page size is not within 1 and " + LARGEST_PAGE + ": " + size);
    }
    this.pageSize = size;
    return this;
  }

  /** Who is told of every attempt of every request; nobody unless set. */
  public RegistryClientBuilder observer(RequestObserver told) {
    this.observer = told;
    return this;
  }

  /** What tells the time of day. */
  public RegistryClientBuilder clock(InstantSource source) {
    this.clock = source;
    return this;
  }

  /** What waits; real time unless set. For tests that turn the time by hand. */
  public RegistryClientBuilder pacer(Pacer seam) {
    this.pacer = seam;
    return this;
  }

  RegistryClientBuilder random(RandomGenerator source) {
    this.random = source;
    return this;
  }

  RegistryClientBuilder largestAnswer(int bytes) {
    this.largestAnswer = bytes;
    return this;
  }

  /**
   * The client. It connects when it is first used.
   *
   * @throws IllegalArgumentException if the CA file or trust store cannot be used
   */
  public RegistryClient build() {
    HttpClient.Builder http =
        HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .followRedirects(Redirect.NEVER)
            .executor(Threads.SHARED)
            .connectTimeout(connectTimeout);
    if (trust != null) {
      http.sslContext(trust.get());
    } else if (!addresses.areAnySecure()) {
      http.sslContext(Trust.inNobody());
    }
    Line line =
        new Line(
            new Exchange(http.build(), apiKey, largestAnswer),
            addresses,
            new Interpreter(new Redaction(apiKey), clock),
            new SeenRevision(),
            new Observations(observer),
            clock,
            pacer,
            random);
    return new RegistryClient(new Caller(line), retry, requestTimeout, pageSize);
  }

  /** Its addresses; never the key. */
  @Override
  public String toString() {
    return "RegistryClientBuilder[" + addresses + "]";
  }

  private static Duration positive(Duration timeout, String what) {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException(what + " is not positive: " + timeout);
    }
    return timeout;
  }
}
