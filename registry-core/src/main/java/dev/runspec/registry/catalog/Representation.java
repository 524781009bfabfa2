package dev.runspec.registry.catalog;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * A body that is ready to be sent, and the tag of exactly these bytes.
 *
 * <p>The bytes are shared and must not be changed.
 */
public final class Representation {

  private final byte[] bytes;
  private final String etag;

  private Representation(byte[] bytes) {
    this.bytes = bytes;
    this.etag = etagOf(bytes);
  }

  /** What is sent as these bytes, which from now on must not be changed. */
  public static Representation of(byte[] bytes) {
    return new Representation(bytes);
  }

  /** A JSON array of these bodies. */
  public static Representation array(List<Representation> elements) {
    int length = 2 + Math.max(0, elements.size() - 1);
    for (Representation element : elements) {
      length += element.bytes.length;
    }
    byte[] array = new byte[length];
    int at = 0;
    array[at++] = '[';
    for (Representation element : elements) {
      if (at > 1) {
        array[at++] = ',';
      }
      System.arraycopy(element.bytes, 0, array, at, element.bytes.length);
      at += element.bytes.length;
    }
    array[at] = ']';
    return new Representation(array);
  }

  /** The body. Shared: not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  /**
   * Its strong entity tag, quotes included (RFC 9110, 8.8.3): equal bytes have equal tags on every
   * replica.
   */
  public String etag() {
    return etag;
  }

  @Override
  public String toString() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static String etagOf(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      byte[] start = Arrays.copyOf(digest, 12);
      return '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(start) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
