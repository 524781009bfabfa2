package dev.runspec.registry.signature;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Consumer;

/** The parts of a signature, for a test to put others in their place. */
final class TestSignature {

  String magic = "SSHSIG";
  int version = 1;
  byte[] key;
  String namespace = Statement.NAMESPACE;
  byte[] reserved = new byte[0];
  String hash = "sha512";
  byte[] signature;
  byte[] trailing = new byte[0];

  TestSignature(byte[] key, byte[] signature) {
    this.key = key.clone();
    this.signature = signature.clone();
  }

  /** The same with something changed. */
  TestSignature with(Consumer<TestSignature> change) {
    TestSignature copy = new TestSignature(key, signature);
    copy.namespace = namespace;
    change.accept(copy);
    return copy;
  }

  byte[] wrapped(String algorithm, byte[] raw) {
    return WireBytes.joined(new byte[0], ascii(algorithm), raw);
  }

  byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(ascii(magic));
    bytes.writeBytes(ByteBuffer.allocate(4).putInt(version).array());
    bytes.writeBytes(
        WireBytes.joined(new byte[0], key, ascii(namespace), reserved, ascii(hash), signature));
    bytes.writeBytes(trailing);
    return bytes.toByteArray();
  }

  String armoured() {
    return armoured(Base64.getMimeEncoder(70, new byte[] {'\n'}).encodeToString(bytes()));
  }

  static String armoured(String base64) {
    return "-----BEGIN SSH SIGNATURE-----\n" + base64 + "\n-----END SSH SIGNATURE-----\n";
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
