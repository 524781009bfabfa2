package dev.runspec.registry.cli.policy;

import java.util.regex.Pattern;

/**
 * A pattern for hosts. Capitals and a dot at the end make no difference, as they make none to DNS.
 * A host in numbers has to be meant: only patterns in numbers match it, and they match nothing
 * else. So {@code *} is no way to reach a host by its address whose name is not allowed.
 *
 * @param glob what is compared
 */
record HostPattern(Glob glob) {

  private static final Pattern IN_NUMBERS = Pattern.compile("[0-9][0-9.*?]*|.*:.*");
  private static final Pattern IPV4 =
      Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?!$)|$)){4}");

  /** All forms in which resolvers take an IPv4 address: {@code 10.1}, {@code 0x7f000001}. */
  private static final Pattern ANY_IPV4 =
      Pattern.compile("(?:0x[0-9a-f]*|[0-9]+)(?:\\.(?:0x[0-9a-f]*|[0-9]+)){0,3}");

  /**
   * @throws IllegalArgumentException if it is no pattern
   */
  static HostPattern parse(String text) {
    return new HostPattern(new Glob(plain(text)));
  }

  /** A host as it is compared. */
  static String plain(String host) {
    StringBuilder plain = new StringBuilder(host.length());
    for (int at = 0; at < host.length(); at++) {
      char unit = host.charAt(at);
      plain.append('A' <= unit && unit <= 'Z' ? (char) (unit + ('a' - 'A')) : unit);
    }
    return host.length() > 1 && host.endsWith(".")
        ? plain.substring(0, plain.length() - 1)
        : plain.toString();
  }

  /** Whether it says more than {@code *}. */
  boolean isSpecific() {
    return !glob.isBare();
  }

  boolean matches(String host) {
    String plain = plain(host);
    if (plain.indexOf(':') >= 0 || ANY_IPV4.matcher(plain).matches()) {
      boolean isExact = plain.indexOf(':') >= 0 || IPV4.matcher(plain).matches();
      return isExact && isInNumbers() && glob.matches(plain);
    }
    return !isInNumbers() && glob.matches(plain);
  }

  private boolean isInNumbers() {
    return IN_NUMBERS.matcher(glob.pattern()).matches();
  }

  @Override
  public String toString() {
    return glob.pattern();
  }
}
