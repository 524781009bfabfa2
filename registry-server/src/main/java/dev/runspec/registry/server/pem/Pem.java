package dev.runspec.registry.server.pem;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keys and certificates in PEM (RFC 7468), and the older forms that OpenSSL still writes. */
public final class Pem {

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);

  /** SEQUENCE { OID rsaEncryption, NULL }. */
  private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");

  /** OID ecPublicKey. */
  private static final byte[] EC = HexFormat.of().parseHex("06072a8648ce3d0201");

  private static final int SEQUENCE = 0x30;
  private static final int OCTETS = 0x04;
  private static final int CURVE = 0xa0;
  private static final byte[] ZERO = {2, 1, 0};

  private Pem() {}

  /** Every certificate in this text, in its order: the server's own first. */
  public static List<X509Certificate> certificates(String text) throws GeneralSecurityException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<X509Certificate> chain = new ArrayList<>();
    for (Matcher block = BLOCK.matcher(text); block.find(); ) {
      if (block.group(1).endsWith("CERTIFICATE")) {
        ByteArrayInputStream der = new ByteArrayInputStream(decode(block.group(2)));
        chain.add((X509Certificate) factory.generateCertificate(der));
      }
    }
    if (chain.isEmpty()) {
      throw new GeneralSecurityException("it holds no -----BEGIN CERTIFICATE-----");
    }
    return chain;
  }

  /** The private key in this text, which belongs to {@code owner}. */
  public static PrivateKey privateKey(String text, PublicKey owner)
      throws GeneralSecurityException {
    for (Matcher block = BLOCK.matcher(text); block.find(); ) {
      String name = block.group(1);
      if (name.equals("ENCRYPTED PRIVATE KEY") || block.group(2).contains("ENCRYPTED")) {
        throw new GeneralSecurityException("it is encrypted; expected a key without a passphrase");
      }
      switch (name) {
        case "PRIVATE KEY" -> {
          return key(owner.getAlgorithm(), decode(block.group(2)));
        }
        case "RSA PRIVATE KEY" -> {
          return key("RSA", pkcs8(RSA, decode(block.group(2))));
        }
        case "EC PRIVATE KEY" -> {
          byte[] sec1 = decode(block.group(2));
          return key("EC", pkcs8(tagged(SEQUENCE, EC, curve(sec1, owner)), sec1));
        }
        default -> {}
      }
    }
    throw new GeneralSecurityException(
        "it holds no -----BEGIN PRIVATE KEY-----, RSA PRIVATE KEY or EC PRIVATE KEY");
  }

  private static PrivateKey key(String algorithm, byte[] pkcs8) throws GeneralSecurityException {
    return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
  }

  /** RFC 5958. */
  private static byte[] pkcs8(byte[] algorithm, byte[] key) {
    return tagged(SEQUENCE, ZERO, algorithm, tagged(OCTETS, key));
  }

  /** The curve that a SEC 1 key (RFC 5915) names itself, or that of its certificate. */
  private static byte[] curve(byte[] sec1, PublicKey owner) throws GeneralSecurityException {
    int at = Der.content(sec1, 0);
    while (at < sec1.length) {
      int end = Der.end(sec1, at);
      if ((sec1[at] & 0xff) == CURVE) {
        return Arrays.copyOfRange(sec1, Der.content(sec1, at), end);
      }
      at = end;
    }
    byte[] spki = owner.getEncoded();
    int algorithm = Der.content(spki, 0);
    int oid = Der.content(spki, algorithm);
    return Arrays.copyOfRange(spki, Der.end(spki, oid), Der.end(spki, algorithm));
  }

  private static byte[] tagged(int tag, byte[]... parts) {
    ByteArrayOutputStream inner = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      inner.writeBytes(part);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    int length = inner.size();
    if (length < 0x80) {
      out.write(length);
    } else {
      out.write(0x82);
      out.write(length >> 8);
      out.write(length);
    }
    out.writeBytes(inner.toByteArray());
    return out.toByteArray();
  }

  private static byte[] decode(String base64) throws GeneralSecurityException {
    try {
      return Base64.getMimeDecoder().decode(base64.getBytes(StandardCharsets.US_ASCII));
    } catch (IllegalArgumentException e) {
      throw new GeneralSecurityException("it is not base64 between its BEGIN and END", e);
    }
  }
}
