package dev.runspec.registry.signature;

import java.util.Arrays;
import java.util.Base64;

/** A public SSH key of a kind whose signatures count. Equal bytes, equal key. */
public final class SshKey {

  private final byte[] blob;
  private final String type;
  private final SignatureCheck check;

  private SshKey(byte[] blob, String type, SignatureCheck check) {
    this.blob = blob;
    this.type = type;
    this.check = check;
  }

  /** Reads one in SSH's encoding (RFC 4253, 6.6). */
  static SshKey read(byte[] blob) {
    WireBytes bytes = new WireBytes(blob);
    String type = bytes.name();
    SignatureCheck check =
        switch (type) {
          case "ssh-ed25519" -> new EdwardsCheck(bytes.string());
          case "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521" ->
              CurveCheck.read(type, bytes);
          case "ssh-rsa" -> RsaCheck.read(bytes);
          case "sk-ssh-ed25519@openssh.com" ->
              new SecurityKeyCheck(type, new EdwardsCheck(bytes.string()), bytes.string());
          case "sk-ecdsa-sha2-nistp256@openssh.com" ->
              new SecurityKeyCheck(
                  type, CurveCheck.read("ecdsa-sha2-nistp256", bytes), bytes.string());
          default ->
              throw new InvalidSignature(
                  type.contains("-cert-")
                      ? "it is made with a certificate, " + type + ", and only plain keys count"
                      : "it is made with a key of type " + type + ", which does not count");
        };
    bytes.end();
    return new SshKey(blob, type, check);
  }

  /** Such as {@code ssh-ed25519}. */
  public String type() {
    return type;
  }

  /** As {@code ssh-keygen -l} shows it: {@code SHA256:…}. */
  public String fingerprint() {
    return "SHA256:"
        + Base64.getEncoder().withoutPadding().encodeToString(MessageHash.SHA256.of(blob));
  }

  /** Whether this is the key that the bytes of a file say. */
  boolean isEncodedBy(byte[] encoded) {
    return Arrays.equals(blob, encoded);
  }

  /** Whether {@code signature}, an algorithm's name and what belongs to it, is of these bytes. */
  boolean isSignatureOf(byte[] signed, byte[] signature) {
    WireBytes bytes = new WireBytes(signature);
    String algorithm = bytes.name();
    return check.isSatisfied(algorithm, bytes, signed);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SshKey key && Arrays.equals(blob, key.blob);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(blob);
  }

  /** Its type and fingerprint. */
  @Override
  public String toString() {
    return type + " " + fingerprint();
  }
}
