package dev.runspec.registry.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.signature.KeyTrust.Standing;
import java.security.GeneralSecurityException;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Whatever comes: it is refused in good order, and never believed. */
class SignaturePropertyTest {

  private static final byte[] MESSAGE = {1, 2, 3};
  private static final Map<String, byte[]> SIGNATURES = new ConcurrentHashMap<>();

  @Property(tries = 600)
  void oneOtherBitAnywhereIsNoSignature(
      @ForAll("algorithms") String algorithm,
      @ForAll @IntRange(max = 1 << 20) int place,
      @ForAll @IntRange(max = 7) int bit) {
    byte[] changed =
        SIGNATURES.computeIfAbsent(algorithm, SignaturePropertyTest::signature).clone();
    changed[place % changed.length] ^= (byte) (1 << bit);

    assertThat(isBelieved(changed)).isFalse();
  }

  @Property(tries = 600)
  void anyBytesAreRefusedInGoodOrder(@ForAll byte[] tail, @ForAll @IntRange(max = 60) int kept) {
    byte[] head = SIGNATURES.computeIfAbsent("ssh-ed25519", SignaturePropertyTest::signature);
    byte[] mixed = Arrays.copyOf(head, kept + tail.length);
    System.arraycopy(tail, 0, mixed, kept, tail.length);

    assertThat(isBelieved(mixed)).isFalse();
  }

  @Property(tries = 600)
  void anyTextIsRefusedInGoodOrder(@ForAll String text) {
    for (String each : List.of(text, TestSignature.armoured(text))) {
      try {
        assertThat(SshSignature.read(each).isOf(MESSAGE)).isFalse();
      } catch (InvalidSignature e) {
        assertThat(e).hasMessageNotContaining("null");
      }
    }
  }

  @Property(tries = 600)
  void noFileBreaksItsReader(@ForAll("lines") String file) {
    byte[] good = SIGNATURES.computeIfAbsent("ssh-ed25519", SignaturePropertyTest::signature);
    SshKey key = key(good);
    try {
      assertThat(KnownHosts.parse("k", file).under(List.of("web-01")).of(key))
          .isInstanceOf(Standing.Unknown.class);
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageStartingWith("k:");
    }
    try {
      assertThat(AllowedSigners.parse("a", file, ZoneOffset.UTC)).isNotNull();
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageStartingWith("a:");
    }
  }

  @Property(tries = 600)
  void aPatternIsWhatItsRegularExpressionIs(
      @ForAll("patterns") String pattern, @ForAll("names") String name) {
    String expression =
        pattern
            .chars()
            .mapToObj(unit -> unit == '*' ? ".*" : unit == '?' ? "." : "" + (char) unit)
            .collect(Collectors.joining());

    assertThat(PatternList.parse(pattern).matches(name))
        .isEqualTo(Pattern.matches(expression, name));
  }

  private static boolean isBelieved(byte[] signature) {
    try {
      SshSignature read =
          SshSignature.read(TestSignature.armoured(Base64.getEncoder().encodeToString(signature)));
      return read.namespace().equals(Statement.NAMESPACE)
          && SIGNATURES.values().stream().anyMatch(good -> hasKeyOf(good, read))
          && read.isOf(MESSAGE);
    } catch (InvalidSignature e) {
      return false;
    }
  }

  private static boolean hasKeyOf(byte[] good, SshSignature read) {
    return key(good).equals(read.key());
  }

  private static SshKey key(byte[] signature) {
    String base64 = Base64.getEncoder().encodeToString(signature);
    return SshSignature.read(TestSignature.armoured(base64)).key();
  }

  private static byte[] signature(String algorithm) {
    try {
      return TestKey.of(algorithm).sign(MESSAGE).bytes();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  @Provide
  Arbitrary<String> algorithms() {
    return Arbitraries.of(
        "ssh-ed25519",
        "ecdsa-sha2-nistp256",
        "ecdsa-sha2-nistp521",
        "rsa-sha2-256",
        "sk-ssh-ed25519@openssh.com",
        "sk-ecdsa-sha2-nistp256@openssh.com");
  }

  @Provide
  Arbitrary<String> lines() {
    return Arbitraries.of(
            "web-01",
            "*",
            " ",
            "\n",
            "\t",
            "\"",
            ",",
            "=",
            "@revoked",
            "@cert-authority",
            "|1|",
            "ssh-ed25519",
            "AAAA",
            "namespaces=",
            "valid-after=",
            "20270101",
            "cert-authority",
            "#")
        .list()
        .ofMaxSize(12)
        .map(words -> String.join("", words));
  }

  @Provide
  Arbitrary<String> patterns() {
    return Arbitraries.strings().withChars("ab*?").ofMaxLength(8);
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.strings().withChars("abc").ofMaxLength(8);
  }
}
