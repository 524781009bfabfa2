package dev.runspec.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryClientBuilderTest {

  private static final URI REGISTRY = URI.create("https://registry.example:8765");

  @ParameterizedTest
  @CsvSource({
    "ftp://registry, not http:// or https://",
    "registry:8765, not http:// or https://",
    "/path, not http:// or https://",
    "http://user:pw@registry, holds a user or password",
    "http:///tools, has no valid host name",
    "http://under_score:1, has no valid host name",
    "http://registry?x=1, has a query or fragment"
  })
  void anAddressThatCannotBeOneIsRefused(String address, String reason) {
    assertThatThrownBy(() -> RegistryClient.builder(URI.create(address)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason)
        .hasMessageNotContaining("user:pw");
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3cret key", "s3cret\nX-Evil: 1", "s3crét"})
  void aKeyThatNoHeaderCanCarryIsRefusedWithoutShowingIt(String key) {
    assertThatThrownBy(() -> RegistryClient.builder(REGISTRY).apiKey(key))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("API key holds")
        .hasMessageNotContaining("s3cr");
  }

  @Test
  void aMissingCaFileIsNamed(@TempDir Path folder) {
    Path missing = folder.resolve("ca.pem");

    assertThatThrownBy(() -> RegistryClient.builder(REGISTRY).caFile(missing).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("CA file " + missing + " does not exist");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not a certificate",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
      })
  void aCaFileWithoutCertificatesIsNamed(String content, @TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("ca.pem"), content);

    assertThatThrownBy(() -> RegistryClient.builder(REGISTRY).caFile(file).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("CA file " + file + " holds no");
  }

  @Test
  void aCaFileThatIsAFolderIsNamed(@TempDir Path folder) {
    assertThatThrownBy(() -> RegistryClient.builder(REGISTRY).caFile(folder).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("CA file " + folder + " cannot be read");
  }

  @Test
  void timesAndPoliciesAreChecked() {
    RegistryClientBuilder builder = RegistryClient.builder(REGISTRY);

    assertThatThrownBy(() -> builder.requestTimeout(Duration.ZERO))
        .hasMessage("request timeout is not positive: PT0S");
    assertThatThrownBy(() -> new RetryPolicy(0, Duration.ZERO, Duration.ZERO))
        .hasMessage("attempts are less than 1: 0");
    assertThatThrownBy(() -> new RetryPolicy(1, Duration.ofSeconds(2), Duration.ofSeconds(1)))
        .hasMessage("longest delay is shorter than the first: PT1S < PT2S");
  }

  @Test
  void theKeyIsNotInTheTextOfAnything() {
    RegistryClientBuilder builder = RegistryClient.builder(REGISTRY).apiKey("s3cret");

    assertThat(builder.toString()).doesNotContain("s3cret").contains("registry.example");
    try (RegistryClient client = builder.build()) {
      assertThat(client.toString()).isEqualTo("RegistryClient[https://registry.example:8765]");
    }
  }
}
