package dev.runspec.registry.signature;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.RSAPublicKeySpec;

/** RSA with SHA-2 (RFC 8332); never with SHA-1, and never with a short key. */
final class RsaCheck implements SignatureCheck {

  private static final int LEAST_BITS = 2048;
  private static final int MOST_BITS = 16_384;
  private static final int MOST_EXPONENT_BITS = 64;

  private final PublicKey key;
  private final int length;

  private RsaCheck(PublicKey key, int length) {
    this.key = key;
    this.length = length;
  }

  /** Reads exponent and modulus. */
  static RsaCheck read(WireBytes bytes) {
    BigInteger exponent = bytes.positive();
    BigInteger modulus = bytes.positive();
    int bits = modulus.bitLength();
    if (bits < LEAST_BITS || bits > MOST_BITS) {
      throw new InvalidSignature(
          "its RSA key has " + bits + " bits, expected " + LEAST_BITS + " to " + MOST_BITS);
    }
    if (!exponent.testBit(0)
        || exponent.equals(BigInteger.ONE)
        || exponent.bitLength() > MOST_EXPONENT_BITS) {
      throw new InvalidSignature("the exponent of its RSA key is not an odd number in bounds");
    }
    try {
      PublicKey key =
          KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent));
      return new RsaCheck(key, (bits + 7) / 8);
    } catch (GeneralSecurityException e) {
      throw new InvalidSignature("its RSA key is none: " + e.getMessage());
    }
  }

  @Override
  public boolean isSatisfied(String algorithm, WireBytes signature, byte[] signed) {
    String platform =
        switch (algorithm) {
          case "rsa-sha2-512" -> "SHA512withRSA";
          case "rsa-sha2-256" -> "SHA256withRSA";
          default ->
              throw new InvalidSignature(
                  "its algorithm is " + algorithm + ", expected rsa-sha2-512 or rsa-sha2-256");
        };
    byte[] bytes = signature.string();
    signature.end();
    if (bytes.length != length) {
      throw new InvalidSignature("its RSA signature is not as long as the key");
    }
    return SignatureCheck.verify(platform, key, signed, bytes);
  }
}
