package dev.runspec.registry.signature;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/** Ed25519 (RFC 8709). */
final class EdwardsCheck implements SignatureCheck, BareCheck {

  private static final int KEY_LENGTH = 32;
  private static final int SIGNATURE_LENGTH = 64;

  /** What stands before the point in a SubjectPublicKeyInfo (RFC 8410). */
  private static final byte[] HEAD = HexFormat.of().parseHex("302a300506032b6570032100");

  private final PublicKey key;

  EdwardsCheck(byte[] point) {
    if (point.length != KEY_LENGTH) {
      throw new InvalidSignature("its Ed25519 key is not of 32 bytes: " + point.length);
    }
    byte[] info = new byte[HEAD.length + KEY_LENGTH];
    System.arraycopy(HEAD, 0, info, 0, HEAD.length);
    System.arraycopy(point, 0, info, HEAD.length, KEY_LENGTH);
    try {
      key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(info));
    } catch (GeneralSecurityException e) {
      throw new InvalidSignature("its Ed25519 key is none: " + e.getMessage());
    }
  }

  @Override
  public boolean isSatisfied(String algorithm, WireBytes signature, byte[] signed) {
    SignatureCheck.expect("ssh-ed25519", algorithm);
    byte[] bytes = signature.string();
    signature.end();
    return isSatisfied(bytes, signed);
  }

  @Override
  public boolean isSatisfied(byte[] signature, byte[] signed) {
    if (signature.length != SIGNATURE_LENGTH) {
      throw new InvalidSignature("its Ed25519 signature is not of 64 bytes: " + signature.length);
    }
    return SignatureCheck.verify("Ed25519", key, signed, signature);
  }
}
