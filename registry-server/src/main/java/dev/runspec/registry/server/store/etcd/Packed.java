package dev.runspec.registry.server.store.etcd;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Bytes as etcd keeps them: gzip, whose checksum also tells when they are not what was written. */
final class Packed {

  private Packed() {}

  static byte[] pack(byte[] plain) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream(plain.length / 2 + 32);
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  /**
   * The bytes again.
   *
   * @throws IllegalArgumentException if they are damaged
   */
  static byte[] unpack(byte[] packed, int from) {
    try (GZIPInputStream gzip =
        new GZIPInputStream(new ByteArrayInputStream(packed, from, packed.length - from))) {
      return gzip.readAllBytes();
    } catch (IOException e) {
      throw new IllegalArgumentException("it is damaged (" + e.getMessage() + ")", e);
    }
  }
}
