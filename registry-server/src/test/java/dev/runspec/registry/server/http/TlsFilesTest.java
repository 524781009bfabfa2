package dev.runspec.registry.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runspec.registry.server.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlsFilesTest {

  private static final Path SAMPLES = Path.of("src/test/resources/tls");

  @TempDir Path folder;

  private static Demo demo(Path key, Path certificate) {
    return new Demo(builder -> builder.tls(new TlsFiles(key, certificate)));
  }

  private static Wire connect(int port, List<X509Certificate> seen) {
    return Wire.over(
        () -> {
          SSLSocket socket = TrustingTls.connect(port);
          seen.addAll(TrustingTls.chainOf(socket));
          return socket;
        });
  }

  private static String subject(int port) {
    List<X509Certificate> seen = new ArrayList<>();
    try (Wire wire = connect(port, seen)) {
      assertThat(wire.send("GET /health HTTP/1.1\nHost: localhost\n\n").reply().body())
          .isEqualTo("well");
    }
    return seen.get(0).getSubjectX500Principal().getName();
  }

  @ParameterizedTest
  @CsvSource({
    "rsa-pkcs8.pem, rsa.crt, CN=rsa",
    "rsa-pkcs1.pem, rsa.crt, CN=rsa",
    "ec-pkcs8.pem, ec.crt, CN=ec",
    "ec-sec1.pem, ec.crt, CN=ec",
    "ec-sec1-with-parameters.pem, ec.crt, CN=ec",
    "ec-sec1-bare.pem, ec.crt, CN=ec",
    "ed25519.pem, ed25519.crt, CN=ed25519"
  })
  void everyUsualKindOfKeyServes(String key, String certificate, String subject) {
    try (Demo demo = demo(SAMPLES.resolve(key), SAMPLES.resolve(certificate))) {
      assertThat(subject(demo.port())).isEqualTo(subject);
    }
  }

  @Test
  void wholeChainIsSent() {
    try (Demo demo = demo(SAMPLES.resolve("leaf.pem"), SAMPLES.resolve("chain.crt"))) {
      List<X509Certificate> seen = new ArrayList<>();
      try (Wire wire = connect(demo.port(), seen)) {
        assertThat(wire.send("GET /things/a%2Fb HTTP/1.1\nHost: localhost\n\n").reply().body())
            .isEqualTo("a/b");
      }
      assertThat(seen)
          .extracting(certificate -> certificate.getSubjectX500Principal().getName())
          .containsExactly("CN=leaf", "CN=root");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ec-sec1.pem, rsa.crt, is not the key of the certificate",
    "rsa-pkcs1.pem, ec.crt, is not the key of the certificate",
    "leaf.pem, rsa.crt, is not the key of the certificate",
    "encrypted.pem, rsa.crt, it is encrypted",
    "encrypted-pkcs1.pem, rsa.crt, it is encrypted",
    "rsa.crt, rsa.crt, it holds no -----BEGIN PRIVATE KEY",
    "broken.pem, rsa.crt, it is no RSA key"
  })
  void pairThatDoesNotWorkIsNamedAtTheStart(String key, String certificate, String reason) {
    Path keyFile = SAMPLES.resolve(key);
    assertThatThrownBy(() -> demo(keyFile, SAMPLES.resolve(certificate)).close())
        .isInstanceOf(StartException.class)
        .hasMessageContaining(keyFile.toString())
        .hasMessageContaining(reason)
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rsa-pkcs8.pem", "broken.pem"})
  void fileWithoutACertificateIsNamed(String certificate) {
    Path file = SAMPLES.resolve(certificate);
    assertThatThrownBy(() -> demo(SAMPLES.resolve("rsa-pkcs8.pem"), file).close())
        .isInstanceOf(StartException.class)
        .hasMessageContaining("TLS certificate " + file + " cannot be used");
  }

  @Test
  void unreadableFileIsNamed() {
    Path missing = folder.resolve("missing.pem");
    assertThatThrownBy(() -> demo(missing, SAMPLES.resolve("rsa.crt")).close())
        .isInstanceOf(StartException.class)
        .hasMessageContaining("TLS file cannot be read: " + missing);
  }

  @Test
  void changedPairIsTakenWhileRunningAndABadOneIsNot() throws IOException {
    Path key = folder.resolve("key.pem");
    Path certificate = folder.resolve("certificate.crt");
    put("rsa-pkcs8.pem", key, 1);
    put("rsa.crt", certificate, 1);
    TlsFiles files = new TlsFiles(key, certificate);
    try (Demo demo = new Demo(builder -> builder.tls(files))) {
      assertThat(subject(demo.port())).isEqualTo("CN=rsa");
      put("ec-sec1.pem", key, 2);
      demo.listener.refresh();
      assertThat(subject(demo.port())).isEqualTo("CN=rsa");
      put("ec.crt", certificate, 2);
      demo.listener.refresh();
      assertThat(subject(demo.port())).isEqualTo("CN=ec");
    }
  }

  private static void put(String sample, Path file, int second) throws IOException {
    byte[] bytes = Files.readAllBytes(SAMPLES.resolve(sample));
    Path unused = Files.write(file, bytes);
    Path unusedToo = Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(second)));
  }

  @Test
  void clientThatNeverShakesHandsIsCutOff() {
    SlowRequests.Limits soon =
        new SlowRequests.Limits(
            SlowRequests.Limits.USUAL.header(),
            SlowRequests.Limits.USUAL.body(),
            SlowRequests.Limits.USUAL.answer(),
            Duration.ofMillis(50),
            SlowRequests.Limits.USUAL.linger(),
            Duration.ofMillis(5));
    TlsFiles files = new TlsFiles(SAMPLES.resolve("ec-pkcs8.pem"), SAMPLES.resolve("ec.crt"));
    try (Demo demo = new Demo(builder -> builder.tls(files).patience(soon));
        Wire wire = demo.connect()) {
      assertThat(wire.isAtEnd()).isTrue();
    }
  }

  @Test
  void plainTextOnATlsPortEndsTheConnection() {
    try (Demo demo = demo(SAMPLES.resolve("ec-pkcs8.pem"), SAMPLES.resolve("ec.crt"));
        Wire wire = demo.connect()) {
      wire.send("GET /health HTTP/1.1\nHost: localhost\n\n").sendNoMore();
      while (!wire.isAtEnd()) {
        // A TLS alert may come first.
      }
      assertThat(subject(demo.port())).isEqualTo("CN=ec");
    }
  }

  @Test
  void connectionCloseClosesTlsAsItShould() {
    List<X509Certificate> seen = new ArrayList<>();
    try (Demo demo = demo(SAMPLES.resolve("ec-pkcs8.pem"), SAMPLES.resolve("ec.crt"));
        Wire wire = connect(demo.port(), seen)) {
      wire.send("GET /health HTTP/1.1\nHost: localhost\nConnection: close\n\n");
      assertThat(wire.reply().body()).isEqualTo("well");
      assertThat(wire.isAtEnd()).isTrue();
    }
  }
}
