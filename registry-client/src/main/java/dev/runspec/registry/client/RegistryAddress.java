package dev.runspec.registry.client;

import java.net.URI;
import java.util.Locale;

/**
 * The base address of a registry: {@code http} or {@code https}, a host, perhaps a port and path.
 */
record RegistryAddress(URI base) {

  RegistryAddress {
    String scheme = base.getScheme();
    if (scheme == null || !scheme.toLowerCase(Locale.ROOT).matches("https?")) {
      throw new IllegalArgumentException(
          "registry address is not http:// or https://: " + withoutUser(base));
    }
    if (base.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "registry address holds a user or password; give the API key apart: "
              + withoutUser(base));
    }
    if (base.getHost() == null) {
      throw new IllegalArgumentException(
          "registry address has no valid host name: " + withoutUser(base));
    }
    if (base.getRawQuery() != null || base.getRawFragment() != null) {
      throw new IllegalArgumentException("registry address has a query or fragment: " + base);
    }
    base = URI.create(base.toString().replaceFirst("/+$", ""));
  }

  boolean isSecure() {
    return "https".equalsIgnoreCase(base.getScheme());
  }

  /** The address of a path that begins with a slash and is already encoded. */
  URI at(String path) {
    return URI.create(base + path);
  }

  @Override
  public String toString() {
    return base.toString();
  }

  private static String withoutUser(URI address) {
    return address.toString().replaceFirst("//[^/]*@", "//***@");
  }
}
