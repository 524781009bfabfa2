package dev.runspec.registry.command;

import java.util.regex.Pattern;

/**
 * What may stand where {@code ssh} takes a host or a login name. A whitelist: no more than this.
 */
final class HostSyntax {

  static final String HOST_ACCEPTED =
      "a host name (letters, digits, _ . -), an IPv4 or an IPv6 address, perhaps with a %zone";
  static final String USER_ACCEPTED =
      "a letter, digit or _ first, then letters, digits and _ . @ + -, perhaps a $ at the end";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,252}");
  private static final Pattern USER = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.@+-]{0,254}\\$?");
  private static final Pattern ZONE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}");
  private static final Pattern GROUP = Pattern.compile("[0-9A-Fa-f]{1,4}");
  private static final Pattern IPV4 =
      Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}");
  private static final int IPV6_GROUPS = 8;

  private HostSyntax() {}

  static boolean isHost(String text) {
    return NAME.matcher(text).matches() || isIpv6WithZone(text);
  }

  static boolean isUser(String text) {
    return USER.matcher(text).matches();
  }

  private static boolean isIpv6WithZone(String text) {
    int percent = text.indexOf('%');
    if (percent < 0) {
      return isIpv6(text);
    }
    return ZONE.matcher(text.substring(percent + 1)).matches()
        && isIpv6(text.substring(0, percent));
  }

  private static boolean isIpv6(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      return groups(text, true) == IPV6_GROUPS;
    }
    int head = groups(text.substring(0, gap), false);
    int tail = groups(text.substring(gap + 2), true);
    return head >= 0 && tail >= 0 && head + tail < IPV6_GROUPS;
  }

  /** How many 16-bit groups these are, or -1 when one of them is none. */
  private static int groups(String text, boolean last) {
    if (text.isEmpty()) {
      return 0;
    }
    String[] parts = text.split(":", -1);
    int count = 0;
    for (int at = 0; at < parts.length; at++) {
      if (GROUP.matcher(parts[at]).matches()) {
        count++;
      } else if (last && at == parts.length - 1 && IPV4.matcher(parts[at]).matches()) {
        count += 2;
      } else {
        return -1;
      }
    }
    return count;
  }
}
