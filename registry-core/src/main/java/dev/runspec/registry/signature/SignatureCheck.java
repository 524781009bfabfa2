package dev.runspec.registry.signature;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;

/** What one kind of key asks of a signature. */
interface SignatureCheck {

  /**
   * Whether {@code signature}, read to its end, is one of {@code signed} by the key.
   *
   * @throws InvalidSignature if it is of another kind, or malformed
   */
  boolean isSatisfied(String algorithm, WireBytes signature, byte[] signed);

  /** Says that only this algorithm goes with a key of type {@code key}. */
  static void expect(String expected, String algorithm) {
    if (!expected.equals(algorithm)) {
      throw new InvalidSignature("its algorithm is " + algorithm + ", expected " + expected);
    }
  }

  /** What the platform says; whatever it cannot make sense of is no signature. */
  static boolean verify(String algorithm, PublicKey key, byte[] signed, byte[] signature) {
    try {
      Signature check = Signature.getInstance(algorithm);
      check.initVerify(key);
      check.update(signed);
      return check.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
