package dev.runspec.registry.server.http;

import java.net.InetAddress;
import java.util.AbstractMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a handler looks at in a request.
 *
 * @param parameters names of parameters of the query
 * @param headers names of header fields, in small letters
 */
public record Overheard(Set<String> parameters, Set<String> headers) {

  private Overheard() {
    this(new TreeSet<>(), new TreeSet<>());
  }

  /**
   * Sends a request past the web server, and listens.
   *
   * @param path the parameters of the route
   * @param fields the header
   */
  public static Overheard of(
      Route route, Map<String, String> path, Map<String, String> fields, byte[] body) {
    Overheard overheard = new Overheard();
    Answer unused =
        route
            .handler()
            .handle(
                new Call(
                    route.method(),
                    path,
                    new Query("", overheard.query()),
                    overheard.head(fields),
                    () -> body,
                    Caller.ANYBODY));
    return overheard;
  }

  /** Nothing, and who looks for something in it is noted. */
  private Map<String, List<String>> query() {
    return new AbstractMap<>() {
      @Override
      public Set<Entry<String, List<String>>> entrySet() {
        return Set.of();
      }

      @Override
      public List<String> getOrDefault(Object name, List<String> otherwise) {
        parameters.add(String.valueOf(name));
        return otherwise;
      }
    };
  }

  private RequestHead head(Map<String, String> fields) {
    return new RequestHead() {
      @Override
      public InetAddress peer() {
        return InetAddress.getLoopbackAddress();
      }

      @Override
      public boolean isSecure() {
        return false;
      }

      @Override
      public Optional<String> header(String name) {
        String small = name.toLowerCase(Locale.ROOT);
        headers.add(small);
        return Optional.ofNullable(fields.get(small));
      }

      @Override
      public List<String> headers(String name) {
        return header(name).stream().toList();
      }

      @Override
      public List<String> headerNames() {
        throw new AssertionError("no handler looks through the names");
      }
    };
  }
}
