package dev.runspec.registry.signature;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;

/** ECDSA over the three NIST curves (RFC 5656). */
final class CurveCheck implements SignatureCheck, BareCheck {

  private final String type;
  private final String algorithm;
  private final PublicKey key;
  private final BigInteger order;

  private CurveCheck(String type, String algorithm, PublicKey key, BigInteger order) {
    this.type = type;
    this.algorithm = algorithm;
    this.key = key;
    this.order = order;
  }

  /** Reads the curve's name and the point. */
  static CurveCheck read(String type, WireBytes bytes) {
    String curve = bytes.name();
    if (!type.endsWith("-" + curve)) {
      throw new InvalidSignature("its key of type " + type + " is on the curve " + curve);
    }
    byte[] point = bytes.string();
    return switch (curve) {
      case "nistp256" -> of(type, "secp256r1", "SHA256withECDSAinP1363Format", point);
      case "nistp384" -> of(type, "secp384r1", "SHA384withECDSAinP1363Format", point);
      default -> of(type, "secp521r1", "SHA512withECDSAinP1363Format", point);
    };
  }

  private static CurveCheck of(String type, String curve, String algorithm, byte[] encoded) {
    try {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(new ECGenParameterSpec(curve));
      ECParameterSpec spec = parameters.getParameterSpec(ECParameterSpec.class);
      PublicKey key =
          KeyFactory.getInstance("EC")
              .generatePublic(new ECPublicKeySpec(point(encoded, spec), spec));
      return new CurveCheck(type, algorithm, key, spec.getOrder());
    } catch (GeneralSecurityException e) {
      throw new InvalidSignature("its " + type + " key is none: " + e.getMessage());
    }
  }

  /** An uncompressed point (SEC 1, 2.3.3) that is on the curve. */
  private static ECPoint point(byte[] encoded, ECParameterSpec spec) {
    BigInteger prime = ((ECFieldFp) spec.getCurve().getField()).getP();
    int length = (prime.bitLength() + 7) / 8;
    if (encoded.length != 1 + 2 * length || encoded[0] != 4) {
      throw new InvalidSignature("its point is not an uncompressed one of this curve");
    }
    BigInteger x = new BigInteger(1, Arrays.copyOfRange(encoded, 1, 1 + length));
    BigInteger y = new BigInteger(1, Arrays.copyOfRange(encoded, 1 + length, encoded.length));
    BigInteger right =
        x.pow(2).add(spec.getCurve().getA()).multiply(x).add(spec.getCurve().getB()).mod(prime);
    if (x.compareTo(prime) >= 0 || y.compareTo(prime) >= 0 || !y.pow(2).mod(prime).equals(right)) {
      throw new InvalidSignature("its point is not on this curve");
    }
    return new ECPoint(x, y);
  }

  @Override
  public boolean isSatisfied(String said, WireBytes signature, byte[] signed) {
    SignatureCheck.expect(type, said);
    byte[] numbers = signature.string();
    signature.end();
    return isSatisfied(numbers, signed);
  }

  /** Looks at r and s itself, too: a Java 17 of before April 2022 takes zeros (CVE-2022-21449). */
  @Override
  public boolean isSatisfied(byte[] numbers, byte[] signed) {
    WireBytes pair = new WireBytes(numbers);
    BigInteger r = pair.positive();
    BigInteger s = pair.positive();
    pair.end();
    if (r.compareTo(order) >= 0 || s.compareTo(order) >= 0) {
      throw new InvalidSignature("its numbers are beyond the order of the curve");
    }
    int length = (order.bitLength() + 7) / 8;
    byte[] fixed = new byte[2 * length];
    put(r, fixed, length);
    put(s, fixed, 2 * length);
    return SignatureCheck.verify(algorithm, key, signed, fixed);
  }

  private static void put(BigInteger number, byte[] target, int end) {
    byte[] bytes = number.toByteArray();
    int from = bytes[0] == 0 ? 1 : 0;
    System.arraycopy(bytes, from, target, end - (bytes.length - from), bytes.length - from);
  }
}
