package dev.runspec.registry.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signatures of the real {@code ssh-keygen}, and such as it never makes. */
class SshSignatureTest {

  private static final String MESSAGE = "runspec\nünï\u0000code\n";

  @TempDir private Path folder;
  private SshKeygen ssh;

  @BeforeEach
  void prepare() {
    ssh = new SshKeygen(folder);
  }

  @ParameterizedTest
  @CsvSource({"ed25519,256", "ecdsa,256", "ecdsa,384", "ecdsa,521", "rsa,2048", "rsa,3072"})
  void whatItSignsIsASignatureOfThatAndOfNothingElse(String type, String bits) throws Exception {
    Path key = ssh.key("key", "-t", type, "-b", bits);

    for (String hash : new String[] {"sha256", "sha512"}) {
      SshSignature read =
          SshSignature.read(ssh.sign(key, Statement.NAMESPACE, MESSAGE, "hashalg=" + hash));

      assertThat(read.isOf(MESSAGE.getBytes(UTF_8))).isTrue();
      assertThat(read.isOf((MESSAGE + " ").getBytes(UTF_8))).isFalse();
      assertThat(read.isOf(new byte[0])).isFalse();
      assertThat(read.namespace()).isEqualTo(Statement.NAMESPACE);
      assertThat(SshKeygen.publicKey(key)).startsWith(read.key().type() + " ");
      assertThat(ssh.run("", List.of("-l", "-f", key.toString())))
          .contains(" " + read.key().fingerprint() + " ");
    }
  }

  @Test
  void rsaBelow2048BitsDoesNotCount() {
    Path key = ssh.key("short", "-t", "rsa", "-b", "1024");
    String signature = ssh.sign(key, Statement.NAMESPACE, MESSAGE);

    assertThatThrownBy(() -> SshSignature.read(signature))
        .isInstanceOf(InvalidSignature.class)
        .hasMessage("its RSA key has 1024 bits, expected 2048 to 16384");
  }

  @Test
  void aCertificateDoesNotCount() {
    Path authority = ssh.key("authority", "-t", "ed25519");
    Path key = ssh.key("key", "-t", "ed25519");
    ssh.run(
        "",
        List.of("-q", "-s", authority.toString(), "-I", "id", "-h", "-n", "web-01", key + ".pub"));
    String signature = ssh.sign(Path.of(key + "-cert.pub"), Statement.NAMESPACE, MESSAGE);

    assertThatThrownBy(() -> SshSignature.read(signature))
        .isInstanceOf(InvalidSignature.class)
        .hasMessageContaining("only plain keys count");
  }

  @ParameterizedTest
  @CsvSource({
    "sk-ssh-ed25519@openssh.com",
    "sk-ecdsa-sha2-nistp256@openssh.com",
    "ssh-ed25519",
    "ecdsa-sha2-nistp256",
    "ecdsa-sha2-nistp384",
    "ecdsa-sha2-nistp521",
    "rsa-sha2-256",
    "rsa-sha2-512"
  })
  void whatIsMadeByTheBookIsTakenByBoth(String algorithm) throws Exception {
    TestKey key = TestKey.of(algorithm);

    String signature = key.sign(MESSAGE.getBytes(UTF_8)).armoured();

    assertThat(SshSignature.read(signature).isOf(MESSAGE.getBytes(UTF_8))).isTrue();
    assertThat(ssh.verify(key.line(), "web-01", Statement.NAMESPACE, signature, MESSAGE))
        .contains("Good \"" + Statement.NAMESPACE + "\" signature for web-01");
  }

  @Test
  void rsaWithSha1DoesNotCount() throws Exception {
    SshSignature signature =
        SshSignature.read(TestKey.of("ssh-rsa").sign(MESSAGE.getBytes(UTF_8)).armoured());

    assertThatThrownBy(() -> signature.isOf(MESSAGE.getBytes(UTF_8)))
        .isInstanceOf(InvalidSignature.class)
        .hasMessage("its algorithm is ssh-rsa, expected rsa-sha2-512 or rsa-sha2-256");
  }

  @Test
  void everyPartIsLookedAt() throws Exception {
    TestSignature good = TestKey.of("ssh-ed25519").sign(MESSAGE.getBytes(UTF_8));

    assertRefused(good.with(t -> t.magic = "SSHSIH"), "it does not begin with SSHSIG");
    assertRefused(good.with(t -> t.version = 2), "it is of version 2, expected 1");
    assertRefused(good.with(t -> t.reserved = new byte[1]), "its reserved field is not empty");
    assertRefused(good.with(t -> t.hash = "sha1"), "its hash is sha1, expected sha256 or sha512");
    assertRefused(good.with(t -> t.trailing = new byte[1]), "something follows its end");
    assertRefused(good.with(t -> t.namespace = "a b"), "a name in it is not printable ASCII");
    assertThat(isOf(good.with(t -> t.namespace = "file"))).isFalse();
    assertThat(isOf(good.with(t -> t.hash = "sha256"))).isFalse();
    assertThat(isOf(good)).isTrue();
  }

  @Test
  void zerosAreNoSignatureOfACurve() throws Exception {
    TestSignature good = TestKey.of("ecdsa-sha2-nistp256").sign(MESSAGE.getBytes(UTF_8));
    byte[] zeros = WireBytes.joined(new byte[0], new byte[0], new byte[0]);
    byte[] zero = WireBytes.joined(new byte[0], new byte[1], new byte[1]);

    for (byte[] pair : new byte[][] {zeros, zero}) {
      TestSignature forged = good.with(t -> t.signature = t.wrapped("ecdsa-sha2-nistp256", pair));
      assertThatThrownBy(() -> isOf(forged))
          .isInstanceOf(InvalidSignature.class)
          .hasMessage("a number in it is not positive, or padded");
    }
  }

  @Test
  void aPointBesideTheCurveIsNoKey() throws Exception {
    TestSignature good = TestKey.of("ecdsa-sha2-nistp256").sign(MESSAGE.getBytes(UTF_8));

    assertRefused(good.with(t -> t.key[t.key.length - 1] ^= 1), "its point is not on this curve");
  }

  @Test
  void theArmourIsReadStrictly() throws Exception {
    String good = TestKey.of("ssh-ed25519").sign(MESSAGE.getBytes(UTF_8)).armoured();
    String noBase64 = "what is between its first and its last line is not Base64";

    assertThat(isOf(good)).isTrue();
    assertThat(isOf(good.strip())).isTrue();
    assertThat(isOf(good.replace("\n", "\r\n"))).isTrue();
    assertRefused("", "its first line is not -----BEGIN SSH SIGNATURE-----");
    assertRefused(" " + good, "its first line is not -----BEGIN SSH SIGNATURE-----");
    assertRefused(good + "x", "its last line is not -----END SSH SIGNATURE-----");
    assertRefused(good + "\n", "its last line is not -----END SSH SIGNATURE-----");
    assertRefused(
        "-----BEGIN SSH SIGNATURE-----\n-----END SSH SIGNATURE-----",
        "its last line is not -----END SSH SIGNATURE-----");
    assertRefused(
        "-----BEGIN SSH SIGNATURE-----\n\n-----END SSH SIGNATURE-----", "it ends too early");
    assertRefused(good.replace("SSH SIGNATURE-----\nU1", "SSH SIGNATURE-----\nU1*"), noBase64);
    assertRefused(good.replace("SSH SIGNATURE-----\nU1", "SSH SIGNATURE-----\n U1"), noBase64);
    assertRefused("x".repeat(16_385), "it is longer than 16384 characters");
  }

  private static boolean isOf(TestSignature signature) {
    return isOf(signature.armoured());
  }

  private static boolean isOf(String armoured) {
    return SshSignature.read(armoured).isOf(MESSAGE.getBytes(UTF_8));
  }

  private static void assertRefused(TestSignature signature, String why) {
    assertRefused(signature.armoured(), why);
  }

  private static void assertRefused(String armoured, String why) {
    assertThatThrownBy(() -> SshSignature.read(armoured))
        .isInstanceOf(InvalidSignature.class)
        .hasMessage(why);
  }

  @Test
  void aTruncatedOneIsRefusedWhereverItEnds() throws Exception {
    byte[] whole = TestKey.of("ssh-ed25519").sign(MESSAGE.getBytes(UTF_8)).bytes();

    for (int length = 0; length < whole.length; length++) {
      String base64 = Base64.getEncoder().encodeToString(Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> isOf(TestSignature.armoured(base64)))
          .isInstanceOf(InvalidSignature.class);
    }
  }

  @Test
  void theOneWhoMadeItIsNamedAsSshKeygenNamesIt() throws IOException {
    Path key = ssh.key("key", "-t", "ed25519");
    SshSignature read = SshSignature.read(ssh.sign(key, Statement.NAMESPACE, MESSAGE));

    assertThat(read.key()).hasToString("ssh-ed25519 " + read.key().fingerprint());
    assertThat(read.key().fingerprint()).matches("SHA256:[A-Za-z0-9+/]{43}");
    assertThat(SshKeygen.publicKey(key)).isNotEmpty();
  }
}
