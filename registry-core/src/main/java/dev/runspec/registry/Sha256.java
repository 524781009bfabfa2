package dev.runspec.registry;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 (FIPS 180-4) of bytes, and of text in UTF-8. */
public final class Sha256 {

  private Sha256() {}

  /** A digest of what is yet to come. */
  public static MessageDigest begin() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /** Its 32 bytes. */
  public static byte[] of(byte[] content) {
    return begin().digest(content);
  }

  /** Its 32 bytes. */
  public static byte[] of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The same in hex, 64 small letters and digits. */
  public static String hex(byte[] content) {
    return HexFormat.of().formatHex(of(content));
  }

  /** The same in hex, 64 small letters and digits. */
  public static String hex(String text) {
    return HexFormat.of().formatHex(of(text));
  }
}
