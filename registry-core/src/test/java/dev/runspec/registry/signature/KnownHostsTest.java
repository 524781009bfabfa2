package dev.runspec.registry.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runspec.registry.signature.KeyTrust.Standing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnownHostsTest {

  private static final TestKey OURS = key();
  private static final TestKey OTHER = key();

  private static TestKey key() {
    try {
      return TestKey.of("ssh-ed25519");
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static SshKey read(TestKey key) throws Exception {
    return SshSignature.read(key.sign(new byte[0]).armoured()).key();
  }

  private static Standing standing(String file, String... names) throws Exception {
    return KnownHosts.parse("known_hosts", file).under(List.of(names)).of(read(OURS));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "web-01 web-01 true",
        "web-01 WEB-01 true",
        "WEB-01 web-01 true",
        "web-01 web-02 false",
        "db-01,web-01,10.0.0.7 web-01 true",
        "web-* web-01 true",
        "*.example web-01 false",
        "web-?? web-01 true",
        "web-? web-01 false",
        "*,!web-01 web-01 false",
        "!web-01,* web-01 false",
        "*,!web-01 web-02 true",
        "[web-01]:2222 [web-01]:2222 true",
        "[web-01]:2222 web-01 false",
        "web-01 [web-01]:2222 false",
        "[*]:2222 [web-01]:2222 true"
      })
  void namesArePatternsAsSshReadsThem(String names, String asked, boolean isKnown)
      throws Exception {
    assertThat(standing(names + " " + OURS.line() + " a comment\n", asked))
        .isInstanceOf(isKnown ? Standing.Trusted.class : Standing.Unknown.class);
  }

  @Test
  void hashedNamesOfTheRealProgramAreFound(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("known_hosts");
    Files.writeString(file, "web-01 " + OURS.line() + "\n[web-02]:2222 " + OURS.line() + "\n");
    String ignored = new SshKeygen(folder).run("", List.of("-q", "-H", "-f", file.toString()));
    String hashed = Files.readString(file);

    assertThat(hashed).doesNotContain("web").contains("|1|");
    assertThat(standing(hashed, "web-01")).isEqualTo(new Standing.Trusted("known_hosts:1"));
    assertThat(standing(hashed, "[web-02]:2222")).isEqualTo(new Standing.Trusted("known_hosts:2"));
    assertThat(standing(hashed, "web-02")).isInstanceOf(Standing.Unknown.class);
    assertThat(ignored).isNotNull();
  }

  @Test
  void aKeyMustBeKnownUnderEveryName() throws Exception {
    String file = "web-01 " + OURS.line() + "\n[10.0.0.7]:22 " + OTHER.line() + "\n";

    assertThat(standing(file, "web-01")).isEqualTo(new Standing.Trusted("known_hosts:1"));
    assertThat(standing(file, "web-01", "[10.0.0.7]:22"))
        .isEqualTo(
            new Standing.Unknown(
                "it is not among the keys that are known for [10.0.0.7]:22: ssh-ed25519"
                    + " (known_hosts:2)"));
    assertThat(standing(file + "[10.0.0.7]:22 " + OURS.line(), "web-01", "[10.0.0.7]:22"))
        .isEqualTo(new Standing.Trusted("known_hosts:1, known_hosts:3"));
  }

  @Test
  void whoIsNotKnownIsToldWhatIs() throws Exception {
    assertThat(standing("db-01 " + OURS.line(), "web-01"))
        .isEqualTo(new Standing.Unknown("no key is known for web-01"));
    assertThat(standing("@cert-authority web-* " + OURS.line(), "web-01"))
        .isEqualTo(
            new Standing.Unknown(
                "web-01 is known by a certificate authority only (known_hosts:1), which does not"
                    + " count here"));
  }

  @Test
  void aRevokedKeyIsRevokedWhereverTheLineStands() throws Exception {
    String known = "web-01 " + OURS.line() + "\n";

    assertThat(standing(known + "@revoked * " + OURS.line(), "web-01"))
        .isEqualTo(new Standing.Revoked("known_hosts:2"));
    assertThat(standing("@revoked web-01 " + OURS.line() + "\n" + known, "web-01"))
        .isEqualTo(new Standing.Revoked("known_hosts:1"));
    assertThat(standing(known + "@revoked db-01 " + OURS.line(), "web-01"))
        .isInstanceOf(Standing.Trusted.class);
    assertThat(standing(known + "@revoked * " + OTHER.line(), "web-01"))
        .isInstanceOf(Standing.Trusted.class);
    assertThat(
            KnownHosts.parse("known_hosts", known)
                .and(KnownHosts.parseRevoked("revoked", "# lost\n\n" + OURS.line() + " c\n"))
                .under(List.of("web-01"))
                .of(read(OURS)))
        .isEqualTo(new Standing.Revoked("revoked:3"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@revoked * ssh-ed25519 AAA*",
        "@revoked * ssh-ed25519",
        "@revoked",
        "@revoked |1|x|y ssh-ed25519 AAAA"
      })
  void aLineThatMeansToRevokeAndCannotBeReadIsAnError(String line) {
    assertThatThrownBy(() -> KnownHosts.parse("known_hosts", "\n" + line))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("known_hosts:2: the key that this line revokes cannot be read; mend the line");
  }

  @Test
  void anotherLineThatCannotBeReadIsPassedOver() throws Exception {
    String odd =
        "web-01\nweb-01 ssh-ed25519\nweb-01 ssh-ed25519 *\n|1|a|b ssh-ed25519 AAAA\n@new web-01 "
            + OURS.line()
            + "\n";

    assertThat(standing(odd, "web-01"))
        .isEqualTo(new Standing.Unknown("no key is known for web-01"));
    assertThat(standing(odd + "\t web-01\t" + OURS.line() + "\r\n", "web-01"))
        .isEqualTo(new Standing.Trusted("known_hosts:6"));
  }

  @Test
  void aKeyUnderAnotherTypeIsNotThatKey() throws Exception {
    assertThat(standing("web-01 ssh-rsa " + OURS.line().split(" ", -1)[1], "web-01"))
        .isInstanceOf(Standing.Unknown.class);
    assertThat(OURS.line().getBytes(UTF_8)).isNotEmpty();
  }
}
