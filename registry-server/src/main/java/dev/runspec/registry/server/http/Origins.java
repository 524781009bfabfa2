package dev.runspec.registry.server.http;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/** Where a browser says that a request comes from: the {@code Origin} of RFC 6454. */
final class Origins {

  private Origins() {}

  /**
   * Whether this origin is the very place that the request was sent to. A request that comes
   * without TLS may have come with it to a proxy before this.
   */
  static boolean isSame(String origin, RequestHead head) {
    Optional<Place> from = place(origin);
    Optional<String> host = head.header("host");
    return from.isPresent()
        && (from.equals(host.flatMap(name -> place("https://" + name)))
            || (!head.isSecure() && from.equals(host.flatMap(name -> place("http://" + name)))));
  }

  /** Whether this origin is named as being on this machine. */
  static boolean isLoopback(String origin) {
    return place(origin)
        .filter(
            place ->
                place.host().equals("localhost")
                    || place.host().endsWith(".localhost")
                    || place.host().equals("[::1]")
                    || place.host().matches("127(\\.[0-9]{1,3}){3}"))
        .isPresent();
  }

  /**
   * Whether this origin is named by an address, or as this machine: no name server says who it is.
   */
  static boolean isAddress(String origin) {
    return isLoopback(origin)
        || place(origin)
            .filter(
                place ->
                    place.host().startsWith("[")
                        || place.host().matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}"))
            .isPresent();
  }

  private static Optional<Place> place(String text) {
    try {
      URI uri = URI.create(text);
      if (uri.getScheme() == null || uri.getHost() == null) {
        return Optional.empty();
      }
      String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
      int usual = scheme.equals("https") ? 443 : 80;
      int port = uri.getPort() < 0 ? usual : uri.getPort();
      return Optional.of(new Place(scheme, uri.getHost().toLowerCase(Locale.ROOT), port));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private record Place(String scheme, String host, int port) {}
}
