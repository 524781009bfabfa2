package dev.runspec.registry.signature;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A cursor over untrusted bytes in SSH's encoding (RFC 4251, 5); it never looks past their end. */
final class WireBytes {

  private final byte[] bytes;
  private int at;

  WireBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The next {@code count} bytes as they are. */
  byte[] raw(int count) {
    if (count < 0 || count > bytes.length - at) {
      throw new InvalidSignature("it ends too early");
    }
    at += count;
    return Arrays.copyOfRange(bytes, at - count, at);
  }

  int uint32() {
    byte[] raw = raw(4);
    int value =
        (raw[0] & 0xff) << 24 | (raw[1] & 0xff) << 16 | (raw[2] & 0xff) << 8 | (raw[3] & 0xff);
    if (value < 0) {
      throw new InvalidSignature("it ends too early"); // no text is that long
    }
    return value;
  }

  byte[] string() {
    return raw(uint32());
  }

  /** A string of printable ASCII, as names are. */
  String name() {
    byte[] name = string();
    for (byte unit : name) {
      if (unit <= ' ' || unit == 127) {
        throw new InvalidSignature("a name in it is not printable ASCII");
      }
    }
    return new String(name, StandardCharsets.US_ASCII);
  }

  /** A positive number, written in as few bytes as it needs. */
  BigInteger positive() {
    byte[] number = string();
    boolean isPadded = number.length > 1 && number[0] == 0 && number[1] >= 0;
    if (number.length == 0 || number[0] < 0 || isPadded || (number.length == 1 && number[0] == 0)) {
      throw new InvalidSignature("a number in it is not positive, or padded");
    }
    return new BigInteger(number);
  }

  /** Says that there must be no more. */
  void end() {
    if (at != bytes.length) {
      throw new InvalidSignature("something follows its end");
    }
  }

  /** The strings, each with its length in front, behind {@code head} as it is. */
  static byte[] joined(byte[] head, byte[]... strings) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.writeBytes(head);
    for (byte[] string : strings) {
      int length = string.length;
      joined.writeBytes(
          new byte[] {
            (byte) (length >>> 24), (byte) (length >>> 16), (byte) (length >>> 8), (byte) length
          });
      joined.writeBytes(string);
    }
    return joined.toByteArray();
  }
}
