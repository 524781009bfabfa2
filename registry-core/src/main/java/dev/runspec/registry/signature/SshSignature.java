package dev.runspec.registry.signature;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * A signature in OpenSSH's format, SSHSIG version 1 (PROTOCOL.sshsig), read strictly: what is not
 * exactly as {@code ssh-keygen} writes it is refused.
 */
public final class SshSignature {

  private static final String BEGIN = "-----BEGIN SSH SIGNATURE-----\n";
  private static final String END = "-----END SSH SIGNATURE-----";
  private static final byte[] MAGIC = "SSHSIG".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 1;
  private static final int LONGEST = 16_384;

  private final SshKey key;
  private final String namespace;
  private final MessageHash hash;
  private final byte[] signature;

  private SshSignature(SshKey key, String namespace, MessageHash hash, byte[] signature) {
    this.key = key;
    this.namespace = namespace;
    this.hash = hash;
    this.signature = signature;
  }

  /**
   * Reads an armoured one.
   *
   * @throws InvalidSignature if it is none, or of a kind that does not count
   */
  public static SshSignature read(String armoured) {
    if (armoured.length() > LONGEST) {
      throw new InvalidSignature("it is longer than " + LONGEST + " characters");
    }
    WireBytes bytes = new WireBytes(unarmoured(armoured));
    if (!Arrays.equals(bytes.raw(MAGIC.length), MAGIC)) {
      throw new InvalidSignature("it does not begin with SSHSIG");
    }
    int version = bytes.uint32();
    if (version != VERSION) {
      throw new InvalidSignature("it is of version " + version + ", expected " + VERSION);
    }
    SshKey key = SshKey.read(bytes.string());
    String namespace = bytes.name();
    if (bytes.string().length != 0) {
      throw new InvalidSignature("its reserved field is not empty");
    }
    MessageHash hash = MessageHash.named(bytes.name());
    byte[] signature = bytes.string();
    bytes.end();
    return new SshSignature(key, namespace, hash, signature);
  }

  /** The key that it says it was made with; it is nobody's word until {@link #isOf} is true. */
  public SshKey key() {
    return key;
  }

  /** What it was made for. */
  public String namespace() {
    return namespace;
  }

  /** Whether the key's owner signed exactly this message, for {@link #namespace()}. */
  public boolean isOf(byte[] message) {
    byte[] signed =
        WireBytes.joined(
            MAGIC,
            namespace.getBytes(StandardCharsets.US_ASCII),
            new byte[0],
            hash.wireName().getBytes(StandardCharsets.US_ASCII),
            hash.of(message));
    return key.isSignatureOf(signed, signature);
  }

  private static byte[] unarmoured(String armoured) {
    String text = armoured.replace("\r\n", "\n");
    text = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    if (!text.startsWith(BEGIN)) {
      throw new InvalidSignature("its first line is not " + BEGIN.strip());
    }
    if (!text.endsWith("\n" + END) || text.length() < BEGIN.length() + END.length() + 1) {
      throw new InvalidSignature("its last line is not " + END);
    }
    String base64 =
        text.substring(BEGIN.length(), text.length() - END.length() - 1).replace("\n", "");
    try {
      byte[] bytes = Base64.getDecoder().decode(base64);
      if (Base64.getEncoder().encodeToString(bytes).equals(base64)) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw new InvalidSignature("what is between its first and its last line is not Base64");
  }
}
