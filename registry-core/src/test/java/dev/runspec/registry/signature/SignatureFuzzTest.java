package dev.runspec.registry.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.runspec.registry.HostName;
import dev.runspec.registry.fuzz.Effort;
import dev.runspec.registry.fuzz.OneLine;
import dev.runspec.registry.signature.KeyTrust.Standing;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever comes as a signature or as a file of keys: nobody is believed who was not signed for.
 */
class SignatureFuzzTest {

  private static final byte[] MESSAGE = {1, 2, 3};
  private static final String HOST = "web-01";

  private static final List<String> ALGORITHMS =
      List.of(
          "ssh-ed25519",
          "ecdsa-sha2-nistp256",
          "ecdsa-sha2-nistp521",
          "rsa-sha2-512",
          "sk-ssh-ed25519@openssh.com",
          "sk-ecdsa-sha2-nistp256@openssh.com");

  /** A key that lasts, so that kept inputs mean the same in every run. */
  private static final String KEY =
      "AAAAC3NzaC1lZDI1NTE5AAAAIGx1Y2t5bHVja3lsdWNreWx1Y2t5bHVja3lsdWNreWx1";

  private static final SshKey KNOWN = SshKey.read(Base64.getDecoder().decode(KEY));

  static Stream<byte[]> signatures() {
    return ALGORITHMS.stream()
        .map(
            algorithm -> {
              try {
                return TestKey.of(algorithm).sign(new byte[] {9}).bytes();
              } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
              }
            });
  }

  /** Those of {@link #signatures} are of something else. */
  @MethodSource("signatures")
  @FuzzTest
  void noBytesSignWhatNobodySigned(byte[] input) {
    Effort.bounded(
        input,
        bytes -> {
          Base64.Encoder encoder = Base64.getMimeEncoder(70, new byte[] {'\n'});
          assertIsNot(TestSignature.armoured(encoder.encodeToString(bytes)));
        });
  }

  static Stream<byte[]> armours() {
    return signatures()
        .map(
            bytes ->
                TestSignature.armoured(
                        Base64.getMimeEncoder(70, new byte[] {'\n'}).encodeToString(bytes))
                    .getBytes(UTF_8));
  }

  @MethodSource("armours")
  @FuzzTest
  void noTextSignsWhatNobodySigned(byte[] input) {
    Effort.bounded(input, bytes -> assertIsNot(new String(bytes, UTF_8)));
  }

  private static void assertIsNot(String armoured) {
    try {
      SshSignature read = SshSignature.read(armoured);
      assertThat(read.isOf(MESSAGE)).isFalse();
      OneLine.require(read.key().toString());
    } catch (InvalidSignature e) {
      OneLine.require(e.getMessage());
    }
  }

  static Stream<byte[]> keyFiles() {
    return Stream.of(
            HOST + ",10.0.0.7 ssh-ed25519 " + KEY + " comment\n",
            "@revoked * ssh-ed25519 " + KEY + "\n" + HOST + " ssh-ed25519 " + KEY + "\n",
            "@cert-authority *.example ssh-ed25519 " + KEY + "\n",
            "|1|aaaaaaaaaaaaaaaaaaaaaaaaaaa=|bbbbbbbbbbbbbbbbbbbbbbbbbbb= ssh-ed25519 " + KEY,
            "[" + HOST + "]:2222 ssh-ed25519 " + KEY,
            HOST + " namespaces=\"tools@runspec.dev\",valid-after=20260101 ssh-ed25519 " + KEY,
            "web-* valid-before=\"203001012359Z\",cert-authority ssh-ed25519 " + KEY + "\r\n",
            "# comment\n\n*,!db-* ssh-rsa " + KEY)
        .map(text -> text.getBytes(UTF_8));
  }

  @MethodSource("keyFiles")
  @FuzzTest
  void noFileTrustsAKeyThatIsNotInIt(byte[] input) {
    Effort.bounded(input, SignatureFuzzTest::assertTrustsOnlyWhatIsThere);
  }

  private static void assertTrustsOnlyWhatIsThere(byte[] input) {
    String text = new String(input, UTF_8);
    try {
      assertIsThere(text, KnownHosts.parse("k", text).under(List.of(HOST)).of(KNOWN));
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageStartingWith("k:");
      OneLine.require(e.getMessage());
    }
    try {
      assertIsThere(text, KnownHosts.parseRevoked("r", text).under(List.of(HOST)).of(KNOWN));
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageStartingWith("r:");
      OneLine.require(e.getMessage());
    }
    try {
      Instant now = Instant.parse("2027-01-01T00:00:00Z");
      AllowedSigners signers = AllowedSigners.parse("a", text, ZoneOffset.UTC);
      assertIsThere(text, signers.of(new HostName(HOST), now).of(KNOWN));
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageStartingWith("a:");
      OneLine.require(e.getMessage());
    }
  }

  private static void assertIsThere(String text, Standing standing) {
    if (standing instanceof Standing.Unknown unknown) {
      OneLine.require(unknown.why());
    } else {
      assertThat(text).contains(KEY);
      assertThat(text).contains("ssh-ed25519");
    }
  }
}
