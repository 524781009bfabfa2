package dev.runspec.registry.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Collects how a {@link RegistryClient} reaches its registry. All but the address is optional. */
public final class RegistryClientBuilder {

  private final RegistryAddress address;
  private @Nullable String apiKey;
  private @Nullable Supplier<SSLContext> trust;
  private Duration connectTimeout = Duration.ofSeconds(3);
  private Duration requestTimeout = Duration.ofSeconds(10);
  private RetryPolicy retry = RetryPolicy.DEFAULT;
  private InstantSource clock = InstantSource.system();
  private Pacer pacer = Pacer.REAL;
  private RandomGenerator random = () -> ThreadLocalRandom.current().nextLong();
  private int largestAnswer = Exchange.LARGEST_ANSWER;

  RegistryClientBuilder(URI address) {
    this.address = new RegistryAddress(address);
  }

  /**
   * The key that is sent with every request to the registry, and nowhere else.
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

  /** What tells the time of day. */
  public RegistryClientBuilder clock(InstantSource source) {
    this.clock = source;
    return this;
  }

  RegistryClientBuilder pacer(Pacer seam) {
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
            .connectTimeout(connectTimeout);
    if (trust != null) {
      http.sslContext(trust.get());
    } else if (!address.isSecure()) {
      http.sslContext(Trust.inNobody());
    }
    Exchange exchange = new Exchange(http.build(), address, apiKey, largestAnswer);
    Caller caller = new Caller(exchange, new Redaction(apiKey), clock, pacer, random);
    return new RegistryClient(caller, address, retry, requestTimeout, pacer, random);
  }

  /** Its address; never the key. */
  @Override
  public String toString() {
    return "RegistryClientBuilder[" + address + "]";
  }

  private static Duration positive(Duration timeout, String what) {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException(what + " is not positive: " + timeout);
    }
    return timeout;
  }
}
