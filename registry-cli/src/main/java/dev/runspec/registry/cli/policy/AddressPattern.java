package dev.runspec.registry.cli.policy;

/**
 * A pattern for the addresses that a registry may give for a host; {@code {host}} in it stands for
 * that host's name.
 *
 * @param text the pattern
 */
record AddressPattern(String text) {

  private static final String HOST = "{host}";

  /**
   * @throws IllegalArgumentException if it is no pattern
   */
  AddressPattern {
    HostPattern.parse(text.replace(HOST, "host"));
  }

  boolean matches(String address, String host) {
    if (!text.contains(HOST)) {
      return HostPattern.parse(text).matches(address);
    }
    // A name with wildcards in it would be more than a name.
    String name = HostPattern.plain(host);
    return name.chars().allMatch(AddressPattern::isOfNames)
        && HostPattern.parse(text.replace(HOST, name)).matches(address);
  }

  private static boolean isOfNames(int unit) {
    return Character.isLetterOrDigit(unit) || unit == '-' || unit == '_' || unit == '.';
  }

  @Override
  public String toString() {
    return text;
  }
}
