package dev.runspec.registry.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runspec.registry.HostName;
import dev.runspec.registry.signature.KeyTrust.Standing;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllowedSignersTest {

  private static final Instant NOW = Instant.parse("2027-03-01T12:00:00Z");

  private TestKey key;
  private SshKey read;

  @BeforeEach
  void makeKey() throws Exception {
    key = TestKey.of("ssh-ed25519");
    read = SshSignature.read(key.sign(new byte[0]).armoured()).key();
  }

  private Standing standing(String file) {
    return AllowedSigners.parse("signers", file.replace("KEY", key.line()), ZoneOffset.ofHours(2))
        .of(new HostName("web-01"), NOW)
        .of(read);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      value = {
        "web-01 KEY",
        "db-01,web-* KEY a comment",
        "\"db-01,web-*\" KEY",
        "web-01 namespaces=\"tools@runspec.dev\" KEY",
        "web-01 namespaces=\"file,tools@*\" KEY",
        "web-01 NAMESPACES=\"*\",valid-after=\"20270101\" KEY",
        "web-01 valid-after=\"20270301140000\",valid-before=\"202703011400\" KEY",
        "web-01 valid-after=\"20270301120000Z\",valid-before=\"202703011200Z\" KEY"
      })
  void whoIsAllowedIsTrusted(String file) {
    assertThat(standing(file)).isInstanceOf(Standing.Trusted.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      value = {
        "web-02 KEY|no line of signers allows a key for web-01",
        "WEB-01 KEY|no line of signers allows a key for web-01",
        "*,!web-01 KEY|no line of signers allows a key for web-01",
        "web-01 namespaces=\"file\" KEY|signers:1 allows it for other namespaces than"
            + " tools@runspec.dev",
        "web-01 valid-after=\"20270302\" KEY|signers:1 allows it at another time",
        "web-01 valid-before=\"202703011359\" KEY|signers:1 allows it at another time",
        "web-01 valid-before=\"20270301115959Z\" KEY|signers:1 allows it at another time",
        "web-01 ssh-ed25519 AAAAC3NzaC1lZDI1NTE5|it is not the key that signers:1 allows for web-01",
        "web-01 cert-authority KEY|web-01 is spoken for by a certificate authority (signers:1),"
            + " which does not count here"
      })
  void whoIsNotIsToldWhy(String file, String why) {
    assertThat(standing(file)).isEqualTo(new Standing.Unknown(why));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      value = {
        "web-01|principals, a type of key and a key were expected",
        "web-01 ssh-ed25519|principals, a type of key and a key were expected",
        "web-01 cert-authority ssh-ed25519|a type of key and a key were expected after"
            + " cert-authority",
        "web-01 touch KEY|there is no option touch; cert-authority, namespaces, valid-after and"
            + " valid-before are known",
        "web-01 valid-after=\"soon\" KEY|expected a time such as 20270101 or 202701011200Z, found"
            + " soon",
        "web-01 valid-after=\"20271301\" KEY|there is no such time: 20271301",
        "web-01 namespaces=\"file KEY|a quote is not closed",
        "web-01 ssh-ed25519 *|its key is not Base64",
        "web-01 ssh-ed25519 AAAA|its key is not of the type that it says, ssh-ed25519",
        "web-01 ssh-rsa AAAAC3NzaC1lZDI1NTE5|its key is not of the type that it says, ssh-rsa"
      })
  void aLineThatIsWrongIsNamed(String line, String why) {
    assertThatThrownBy(() -> standing("# first\n" + line))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("signers:2: " + why);
  }

  @Test
  void anyLineMayAllowIt() {
    assertThat(standing("# nothing\n\n\t web-01\tKEY\r\n"))
        .isEqualTo(new Standing.Trusted("signers:3"));
    assertThat(standing("web-01 valid-before=\"20260101\" KEY\nweb-01 KEY"))
        .isEqualTo(new Standing.Trusted("signers:2"));
  }

  @Test
  void anEmptyFileAllowsNobody() {
    assertThat(standing("")).isInstanceOf(Standing.Unknown.class);
  }
}
