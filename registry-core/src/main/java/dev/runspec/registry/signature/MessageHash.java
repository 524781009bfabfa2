package dev.runspec.registry.signature;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** What a message is hashed by before it is signed: the two that the format knows. */
enum MessageHash {
  SHA256("sha256", "SHA-256"),
  SHA512("sha512", "SHA-512");

  private final String wireName;
  private final String algorithm;

  MessageHash(String wireName, String algorithm) {
    this.wireName = wireName;
    this.algorithm = algorithm;
  }

  static MessageHash named(String wireName) {
    for (MessageHash each : values()) {
      if (each.wireName.equals(wireName)) {
        return each;
      }
    }
    throw new InvalidSignature("its hash is " + wireName + ", expected sha256 or sha512");
  }

  String wireName() {
    return wireName;
  }

  byte[] of(byte[] message) {
    try {
      return MessageDigest.getInstance(algorithm).digest(message);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has " + algorithm, e);
    }
  }
}
