package dev.runspec.registry.cli.doctor;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManagerFactory;

/**
 * What the answers of a registry tell beside what they say: its time, its certificate, whether it
 * knows that it is cut off. No key is sent.
 *
 * @param address the registry
 * @param trusted a PEM file with the certificates to trust; the platform's count without it
 * @param clock the time here
 */
public record RegistryFace(URI address, Optional<Path> trusted, InstantSource clock) {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration SKEW = Duration.ofSeconds(5);
  private static final Duration SOON = Duration.ofDays(14);

  List<Check> checks() {
    try (HttpClient http = client()) {
      Instant before = clock.instant();
      HttpResponse<Void> health = answer(http, "/health");
      Duration took = Duration.between(before, clock.instant());
      List<Check> checks = new ArrayList<>();
      checks.add(time(health, before.plus(took.dividedBy(2))));
      health.sslSession().ifPresent(session -> checks.add(certificate(session)));
      if (answer(http, "/health/ready").statusCode() == 503) {
        checks.add(
            Check.warn(
                RegistryDoctor.REGISTRY,
                "store",
                "it is cut off from its store: answers may be old, and writes are refused",
                "look at its log, or ask another replica"));
      }
      return checks;
    } catch (IOException | GeneralSecurityException e) {
      return List.of(
          Check.warn(
              RegistryDoctor.REGISTRY, "clock", "not compared: " + e.getMessage(), "try again"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  private HttpClient client() throws GeneralSecurityException, IOException {
    HttpClient.Builder http = HttpClient.newBuilder().connectTimeout(PATIENCE);
    if (trusted.isPresent()) {
      http.sslContext(trusting(trusted.get()));
    }
    return http.build();
  }

  private HttpResponse<Void> answer(HttpClient http, String path)
      throws IOException, InterruptedException {
    String base = address.toString().replaceAll("/+$", "");
    HttpRequest request = HttpRequest.newBuilder(URI.create(base + path)).timeout(PATIENCE).build();
    return http.send(request, BodyHandlers.discarding());
  }

  /**
   * Of both times the one of the registry is whole seconds, so a second more or less is nothing.
   */
  private static Check time(HttpResponse<Void> answer, Instant here) {
    Optional<Instant> there = answer.headers().firstValue("Date").flatMap(RegistryFace::parsed);
    if (there.isEmpty()) {
      return Check.ok(RegistryDoctor.REGISTRY, "clock", "not compared: it tells no time");
    }
    Duration skew = Duration.between(here, there.get()).abs().minusSeconds(1);
    if (skew.compareTo(SKEW) <= 0) {
      return Check.ok(RegistryDoctor.REGISTRY, "clock", "as here, within seconds");
    }
    return Check.warn(
        RegistryDoctor.REGISTRY,
        "clock",
        "it is " + skew.toSeconds() + " s away from the clock here",
        "set both by NTP: ages that are shown are wrong by that");
  }

  private static Optional<Instant> parsed(String date) {
    try {
      return Optional.of(
          ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private Check certificate(SSLSession session) {
    try {
      Certificate first = session.getPeerCertificates()[0];
      if (!(first instanceof X509Certificate certificate)) {
        return Check.ok(RegistryDoctor.REGISTRY, "certificate", "trusted");
      }
      Instant end = certificate.getNotAfter().toInstant();
      Duration left = Duration.between(clock.instant(), end);
      String detail = "trusted, until " + end + ", " + left.toDays() + " days from now";
      return left.compareTo(SOON) < 0
          ? Check.warn(
              RegistryDoctor.REGISTRY,
              "certificate",
              detail,
              "renew it: the registry takes up the new one without a restart")
          : Check.ok(RegistryDoctor.REGISTRY, "certificate", detail);
    } catch (SSLPeerUnverifiedException e) {
      return Check.fail(
          RegistryDoctor.REGISTRY, "certificate", "there is none", "look at --ssl-certfile");
    }
  }

  private static SSLContext trusting(Path pem) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    for (Certificate certificate :
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(pem)))) {
      store.setCertificateEntry("ca-" + store.size(), certificate);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    return context;
  }
}
