package dev.runspec.registry.signature;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** For whom a line of {@code known_hosts} stands: patterns, or one name that is hashed. */
sealed interface HostNames {

  /** A salt and a hash of 20 bytes each, behind {@code |1|}. */
  Pattern HASHED = Pattern.compile("\\|1\\|([A-Za-z0-9+/]{27}=)\\|([A-Za-z0-9+/]{27}=)");

  /** Whether this is any of them. */
  static boolean isReadable(String text) {
    return !text.startsWith("|") || HASHED.matcher(text).matches();
  }

  static HostNames parse(String text) {
    var hashed = HASHED.matcher(text);
    if (hashed.matches()) {
      return new Hashed(decoded(hashed.group(1)), decoded(hashed.group(2)));
    }
    return new Plain(PatternList.parse(text.toLowerCase(Locale.ROOT)));
  }

  private static byte[] decoded(String base64) {
    return Base64.getDecoder().decode(base64);
  }

  /** Whether this name, in small letters, is one of them. */
  boolean hold(String name);

  /** Names that can be read. */
  record Plain(PatternList patterns) implements HostNames {
    @Override
    public boolean hold(String name) {
      return patterns.matches(name);
    }
  }

  /** A name that can only be tried (HMAC-SHA1, which is what OpenSSH does). */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Hashed(byte[] salt, byte[] hash) implements HostNames {
    @Override
    public boolean hold(String name) {
      try {
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(salt, "HmacSHA1"));
        return MessageDigest.isEqual(mac.doFinal(name.getBytes(StandardCharsets.UTF_8)), hash);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("this Java platform has no HmacSHA1", e);
      }
    }
  }
}
