package dev.runspec.registry.server.pem;

import java.security.GeneralSecurityException;

/** Where the elements of a DER text begin and end (X.690); lengths of up to 3 bytes. */
final class Der {

  private Der() {}

  /** Where the content of the element at {@code at} begins. */
  static int content(byte[] der, int at) throws GeneralSecurityException {
    int first = unsigned(der, at + 1);
    return at + 2 + (first < 0x80 ? 0 : first & 0x7f);
  }

  /** Where the element at {@code at} ends. */
  static int end(byte[] der, int at) throws GeneralSecurityException {
    int first = unsigned(der, at + 1);
    int length = first;
    if (first >= 0x80) {
      int bytes = first & 0x7f;
      if (bytes == 0 || bytes > 3) {
        throw broken();
      }
      length = 0;
      for (int next = 0; next < bytes; next++) {
        length = length << 8 | unsigned(der, at + 2 + next);
      }
    }
    int end = content(der, at) + length;
    if (end > der.length) {
      throw broken();
    }
    return end;
  }

  private static int unsigned(byte[] der, int at) throws GeneralSecurityException {
    if (at >= der.length) {
      throw broken();
    }
    return der[at] & 0xff;
  }

  private static GeneralSecurityException broken() {
    return new GeneralSecurityException("it is not DER inside");
  }
}
