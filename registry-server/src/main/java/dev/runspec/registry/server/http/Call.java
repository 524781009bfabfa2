package dev.runspec.registry.server.http;

import dev.runspec.registry.ErrorCode;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** One request that was let in, as a handler sees it. It belongs to one thread. */
public final class Call {

  private final String method;
  private final Map<String, String> parameters;
  private final Query query;
  private final RequestHead head;
  private final Supplier<byte[]> body;
  private final Caller caller;

  Call(
      String method,
      Map<String, String> parameters,
      Query query,
      RequestHead head,
      Supplier<byte[]> body,
      Caller caller) {
    this.method = method;
    this.parameters = parameters;
    this.query = query;
    this.head = head;
    this.body = body;
    this.caller = caller;
  }

  /** The method, such as {@code POST}; HEAD comes to the handler of GET. */
  public String method() {
    return method;
  }

  /** The parameter of the route with this name, decoded and never empty. */
  public String path(String name) {
    String value = parameters.get(name);
    if (value == null) {
      throw new IllegalArgumentException("route has no parameter: " + name);
    }
    return value;
  }

  /** The parameters of the query. */
  public Query query() {
    return query;
  }

  /** The first header field of this name, in any case. */
  public Optional<String> header(String name) {
    return head.header(name);
  }

  /** Every header field of this name. */
  public List<String> headers(String name) {
    return head.headers(name);
  }

  /**
   * Refuses a page of another place, and of a place that may just have been named to get here (DNS
   * rebinding): without a key, only one whose name is an address, or this machine's.
   */
  public void requireOwnOrigin() {
    for (String origin : head.headers("origin")) {
      boolean isKnown = !caller.equals(Caller.ANYBODY) || Origins.isAddress(origin);
      if (!isKnown || !Origins.isSame(origin, head)) {
        throw new Refusal(
            ErrorCode.FORBIDDEN,
            "A page of this origin may not ask; send the request without an Origin header");
      }
    }
  }

  /** Who calls. */
  public Caller caller() {
    return caller;
  }

  /** The other end of the connection. */
  public InetAddress remote() {
    return head.peer();
  }

  /** The body, within the limit; empty when there is none. Read once. */
  public byte[] body() {
    return body.get();
  }

  /** The body, which must be there and be declared JSON. */
  public byte[] jsonBody() {
    return optionalJsonBody()
        .orElseThrow(() -> Refusal.invalid("", "a JSON body is required and there is none"));
  }

  /** The body, which must be declared JSON if there is one at all. */
  public Optional<byte[]> optionalJsonBody() {
    byte[] bytes = body();
    if (bytes.length == 0) {
      return Optional.empty();
    }
    String type = head.header("content-type").orElse("");
    if (!isJson(type)) {
      throw new Refusal(
          ErrorCode.UNSUPPORTED_MEDIA_TYPE,
          type.isEmpty()
              ? "The body has no Content-Type; expected application/json"
              : "The body is declared '" + type + "'; expected application/json");
    }
    return Optional.of(bytes);
  }

  private static boolean isJson(String contentType) {
    int parameters = contentType.indexOf(';');
    String type = parameters < 0 ? contentType : contentType.substring(0, parameters);
    String bare = type.strip().toLowerCase(Locale.ROOT);
    return bare.equals("application/json") || bare.matches("[a-z0-9!#$&^_.+-]+/[^/]*\\+json");
  }
}
