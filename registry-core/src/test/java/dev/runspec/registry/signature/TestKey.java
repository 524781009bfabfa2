package dev.runspec.registry.signature;

import static dev.runspec.registry.signature.TestSignature.ascii;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;

/**
 * A key pair made in Java, and signatures by it: also those that need hardware, or that {@code
 * ssh-keygen} would not make.
 */
final class TestKey {

  private static final byte[] NOTHING = {};
  private static final String APPLICATION = "ssh:";

  private final String algorithm;
  private final String platform;
  private final byte[] blob;
  private final PrivateKey key;

  private TestKey(String algorithm, String platform, byte[] blob, PrivateKey key) {
    this.algorithm = algorithm;
    this.platform = platform;
    this.blob = blob;
    this.key = key;
  }

  /** One for this algorithm of signatures. */
  static TestKey of(String algorithm) throws GeneralSecurityException {
    return switch (algorithm) {
      case "ssh-ed25519", "sk-ssh-ed25519@openssh.com" -> edwards(algorithm);
      case "ecdsa-sha2-nistp256", "sk-ecdsa-sha2-nistp256@openssh.com" ->
          curve(algorithm, "nistp256", "secp256r1", "SHA256");
      case "ecdsa-sha2-nistp384" -> curve(algorithm, "nistp384", "secp384r1", "SHA384");
      case "ecdsa-sha2-nistp521" -> curve(algorithm, "nistp521", "secp521r1", "SHA512");
      case "rsa-sha2-256" -> rsa(algorithm, "SHA256withRSA");
      case "rsa-sha2-512" -> rsa(algorithm, "SHA512withRSA");
      case "ssh-rsa" -> rsa(algorithm, "SHA1withRSA");
      default -> throw new AssertionError(algorithm);
    };
  }

  private static TestKey edwards(String algorithm) throws GeneralSecurityException {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    byte[] info = pair.getPublic().getEncoded();
    byte[] point = Arrays.copyOfRange(info, info.length - 32, info.length);
    byte[] blob = WireBytes.joined(NOTHING, ascii(algorithm), point);
    return new TestKey(algorithm, "Ed25519", withApplication(algorithm, blob), pair.getPrivate());
  }

  private static TestKey curve(String algorithm, String curve, String name, String hash)
      throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(name));
    KeyPair pair = generator.generateKeyPair();
    ECPublicKey point = (ECPublicKey) pair.getPublic();
    int length = (point.getParams().getCurve().getField().getFieldSize() + 7) / 8;
    byte[] encoded = new byte[1 + 2 * length];
    encoded[0] = 4;
    put(point.getW().getAffineX(), encoded, 1 + length);
    put(point.getW().getAffineY(), encoded, encoded.length);
    byte[] blob = WireBytes.joined(NOTHING, ascii(algorithm), ascii(curve), encoded);
    return new TestKey(
        algorithm,
        hash + "withECDSAinP1363Format",
        withApplication(algorithm, blob),
        pair.getPrivate());
  }

  private static TestKey rsa(String algorithm, String platform) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair pair = generator.generateKeyPair();
    RSAPublicKey numbers = (RSAPublicKey) pair.getPublic();
    byte[] blob =
        WireBytes.joined(
            NOTHING,
            ascii("ssh-rsa"),
            numbers.getPublicExponent().toByteArray(),
            numbers.getModulus().toByteArray());
    return new TestKey(algorithm, platform, blob, pair.getPrivate());
  }

  private static byte[] withApplication(String algorithm, byte[] blob) {
    return algorithm.startsWith("sk-") ? WireBytes.joined(blob, ascii(APPLICATION)) : blob;
  }

  private static void put(BigInteger number, byte[] target, int end) {
    byte[] bytes = number.toByteArray();
    int from = bytes[0] == 0 ? 1 : 0;
    System.arraycopy(bytes, from, target, end - (bytes.length - from), bytes.length - from);
  }

  /** As a file has it: a type and Base64. */
  String line() {
    String type = algorithm.startsWith("rsa-") ? "ssh-rsa" : algorithm;
    return type + " " + Base64.getEncoder().encodeToString(blob);
  }

  /** Signs for our namespace. */
  TestSignature sign(byte[] message) throws GeneralSecurityException {
    byte[] signed =
        WireBytes.joined(
            ascii("SSHSIG"),
            ascii(Statement.NAMESPACE),
            NOTHING,
            ascii("sha512"),
            MessageHash.SHA512.of(message));
    return new TestSignature(blob, algorithm.startsWith("sk-") ? hardware(signed) : plain(signed));
  }

  private byte[] plain(byte[] signed) throws GeneralSecurityException {
    return WireBytes.joined(NOTHING, ascii(algorithm), raw(signed));
  }

  private byte[] hardware(byte[] signed) throws GeneralSecurityException {
    byte[] flagsAndCounter = {1, 0, 0, 0, 42};
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.writeBytes(MessageHash.SHA256.of(ascii(APPLICATION)));
    message.writeBytes(flagsAndCounter);
    message.writeBytes(MessageHash.SHA256.of(signed));
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(plain(message.toByteArray()));
    whole.writeBytes(flagsAndCounter);
    return whole.toByteArray();
  }

  private byte[] raw(byte[] signed) throws GeneralSecurityException {
    Signature signer = Signature.getInstance(platform);
    signer.initSign(key);
    signer.update(signed);
    byte[] raw = signer.sign();
    if (!platform.contains("ECDSA")) {
      return raw;
    }
    int half = raw.length / 2;
    return WireBytes.joined(
        NOTHING,
        new BigInteger(1, Arrays.copyOf(raw, half)).toByteArray(),
        new BigInteger(1, Arrays.copyOfRange(raw, half, raw.length)).toByteArray());
  }
}
