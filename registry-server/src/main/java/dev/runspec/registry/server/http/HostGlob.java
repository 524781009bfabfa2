package dev.runspec.registry.server.http;

import dev.runspec.registry.HostName;
import java.util.Locale;

/**
 * A pattern of host names: {@code *} is any text, {@code ?} any one character, and case does not
 * matter.
 */
public record HostGlob(String glob) {

  public HostGlob {
    if (glob.isEmpty()) {
      throw new IllegalArgumentException("host pattern is empty");
    }
    glob = glob.toLowerCase(Locale.ROOT);
  }

  /** Whether {@code host} fits. Takes time in proportion to pattern times name, never more. */
  public boolean matches(HostName host) {
    String name = host.value().toLowerCase(Locale.ROOT);
    int inGlob = 0;
    int inName = 0;
    int star = -1;
    int afterStar = 0;
    while (inName < name.length()) {
      if (inGlob < glob.length() && glob.charAt(inGlob) == '*') {
        star = inGlob++;
        afterStar = inName;
      } else if (inGlob < glob.length()
          && (glob.charAt(inGlob) == '?' || glob.charAt(inGlob) == name.charAt(inName))) {
        inGlob++;
        inName++;
      } else if (star >= 0) {
        inGlob = star + 1;
        inName = ++afterStar;
      } else {
        return false;
      }
    }
    while (inGlob < glob.length() && glob.charAt(inGlob) == '*') {
      inGlob++;
    }
    return inGlob == glob.length();
  }
}
