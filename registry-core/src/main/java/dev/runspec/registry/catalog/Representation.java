package dev.runspec.registry.catalog;

import dev.runspec.registry.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A body that is ready to be sent, and the tag of exactly these bytes. Its compressed form is made
 * once, when first asked for.
 *
 * <p>The bytes are shared and must not be changed.
 */
public final class Representation {

  /** What fits into one packet gains nothing from being smaller. */
  private static final int SMALLEST_GZIPPED = 1400;

  private final byte[] bytes;
  private final String etag;
  private volatile byte @Nullable [] gzip;
  private volatile @Nullable Object sent;

  private Representation(byte[] bytes) {
    this.bytes = bytes;
    this.etag = etagOf(bytes);
  }

  /** A representation of these bytes, which must not be changed any more. */
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

  /** Whether it is large enough for {@link #gzip()} to be worth it. */
  public boolean isLarge() {
    return bytes.length >= SMALLEST_GZIPPED;
  }

  /** The body as gzip. Shared: not to be changed. */
  public byte[] gzip() {
    byte[] known = gzip;
    if (known == null) {
      synchronized (this) { // once: of a large body it costs many times what sending it does
        known = gzip;
        if (known == null) {
          known = compressed(bytes);
          gzip = known;
        }
      }
    }
    return known;
  }

  /** The strong entity tag of {@link #gzip()}: other bytes, another tag (RFC 9110, 8.8.3.3). */
  public String gzipEtag() {
    return etag.substring(0, etag.length() - 1) + "-gz\"";
  }

  /**
   * What whoever sends this made of it, such as its header fields: made once, when first asked for.
   */
  public <T> T sent(Class<T> type, Function<Representation, T> making) {
    Object known = sent;
    if (type.isInstance(known)) {
      return type.cast(known);
    }
    T made = making.apply(this);
    sent = made;
    return made;
  }

  private static byte[] compressed(byte[] bytes) {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream(bytes.length / 4 + 64);
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("compressing in memory failed", e);
    }
    return compressed.toByteArray();
  }

  @Override
  public String toString() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static String etagOf(byte[] bytes) {
    byte[] start = Arrays.copyOf(Sha256.of(bytes), 12);
    return '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(start) + '"';
  }
}
