package dev.runspec.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runspec.registry.client.ScriptedRegistry.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS with a certificate that the JDK's own keytool makes for the test. */
class TrustTest {

  private static final String PASSWORD = "changeit";

  @TempDir private static Path folder;
  private static KeyStore store;
  private static SSLContext identity;

  private ScriptedRegistry registry;

  @BeforeAll
  static void makeCertificate() throws Exception {
    Path file = folder.resolve("registry.p12");
    keytool(
        "-genkeypair",
        "-alias",
        "registry",
        "-keyalg",
        "EC",
        "-dname",
        "CN=registry",
        "-ext",
        "san=ip:127.0.0.1",
        "-keystore",
        file.toString(),
        "-storepass",
        PASSWORD);
    keytool(
        "-exportcert",
        "-rfc",
        "-alias",
        "registry",
        "-file",
        caFile().toString(),
        "-keystore",
        file.toString(),
        "-storepass",
        PASSWORD);
    store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD.toCharArray());
    identity = SSLContext.getInstance("TLS");
    identity.init(keys.getKeyManagers(), null, null);
  }

  @BeforeEach
  void startSecureRegistry() {
    registry = ScriptedRegistry.startSecure(identity);
    registry.on("GET /health", Reply.json("{\"status\":\"ok\"}"));
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  private static Path caFile() {
    return folder.resolve("ca.pem");
  }

  @Test
  void theCaFileMakesItsRegistryTrusted() {
    try (RegistryClient client = builder().caFile(caFile()).build()) {
      assertThat(client.health().isOk()).isTrue();
    }
  }

  @Test
  void aTrustStoreMakesItsRegistryTrusted() throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("ca", store.getCertificate("registry"));

    try (RegistryClient client = builder().trustStore(trusted).build()) {
      assertThat(client.health().isOk()).isTrue();
    }
  }

  @Test
  void anUnknownCertificateIsRefusedAtOnceAndNothingIsSent() {
    try (RegistryClient client = builder().build()) {
      assertThatThrownBy(client::health)
          .isInstanceOf(RegistryUnreachable.class)
          .hasMessageContaining("has a certificate that is not trusted")
          .hasMessageEndingWith("name the CA file that signed it");
      assertThat(registry.requests()).isEmpty();
    }
  }

  @Test
  void aCertificateForAnotherHostIsRefused() {
    URI byName = URI.create("https://localhost:" + registry.port());
    try (RegistryClient client =
        RegistryClient.builder(byName).retry(RetryPolicy.NONE).caFile(caFile()).build()) {
      assertThatThrownBy(client::health)
          .isInstanceOf(RegistryUnreachable.class)
          .hasMessageContaining("not trusted")
          .hasMessageContaining("localhost");
    }
  }

  @Test
  void tlsTowardsAPlainServerIsNamed() throws Exception {
    try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Void> answered = CompletableFuture.runAsync(() -> refuse(plain));
      try (RegistryClient client =
          RegistryClient.builder(URI.create("https://127.0.0.1:" + plain.getLocalPort()))
              .retry(RetryPolicy.NONE)
              .build()) {
        assertThatThrownBy(client::health)
            .isInstanceOf(RegistryUnreachable.class)
            .hasMessageContaining("does not speak TLS with us");
      }
      answered.get(30, TimeUnit.SECONDS);
    }
  }

  private static void refuse(ServerSocket plain) {
    try (Socket socket = plain.accept();
        OutputStream out = socket.getOutputStream()) {
      out.write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      out.flush();
      socket.shutdownOutput();
      socket.getInputStream().readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private RegistryClientBuilder builder() {
    return RegistryClient.builder(registry.uri());
  }

  private static void keytool(String... arguments) throws Exception {
    String[] command = new String[arguments.length + 1];
    command[0] = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(Redirect.DISCARD)
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
  }
}
