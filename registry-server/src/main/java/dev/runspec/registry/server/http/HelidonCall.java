package dev.runspec.registry.server.http;

import dev.runspec.registry.ErrorCode;
import io.helidon.common.buffers.DataReader;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.RequestException;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A request as Helidon has it. It belongs to the thread of its connection. */
final class HelidonCall implements RequestHead {

  private static final byte[] NOTHING = {};

  /** Every name that a handler of ours asks for, in the form in which Helidon looks it up. */
  private static final Map<String, HeaderName> NAMES = new ConcurrentHashMap<>();

  private static final String NO_FRAMING = "The body is not framed as HTTP/1.1 asks";

  private final ServerRequest request;
  private final Patience patience;
  private final InetAddress peer;
  private byte @Nullable [] body;
  private boolean broken;

  HelidonCall(ServerRequest request, Patience patience) {
    this.request = request;
    this.patience = patience;
    this.peer = patience.peer(() -> peerOf(request));
  }

  private static InetAddress peerOf(ServerRequest request) {
    if (request.remotePeer().address() instanceof InetSocketAddress address) {
      return address.getAddress();
    }
    throw new CloseConnectionException("the connection is gone");
  }

  String method() {
    return request.prologue().method().text();
  }

  /** The path as sent; of a target in absolute form, the path in it. */
  String rawPath() {
    String target = request.prologue().uriPath().rawPath();
    if (target.startsWith("http://") || target.startsWith("https://")) {
      int path = target.indexOf('/', target.indexOf("//") + 2);
      return path < 0 ? "/" : target.substring(path);
    }
    return target;
  }

  Query query() {
    return Query.parse(request.prologue().query().rawValue());
  }

  /**
   * Whether the connection must end after the answer. A body of known length that nobody wanted is
   * read over; of one in chunks, or one that waits to be asked for, nobody knows the end.
   */
  boolean mustClose() {
    return broken
        || request.headers().containsToken(HeaderValues.CONNECTION_CLOSE)
        || (bodyUnread()
            && (request.headers().contains(HeaderNames.EXPECT)
                || request.headers().contains(HeaderNames.TRANSFER_ENCODING)));
  }

  /** Whether there is a body that nobody has read. */
  boolean bodyUnread() {
    return !request.content().consumed();
  }

  byte[] body() {
    byte[] known = body;
    if (known == null) {
      known = request.content().hasEntity() ? read() : NOTHING;
      body = known;
    }
    return known;
  }

  private byte[] read() {
    patience.awaitBody();
    byte[] bytes;
    try {
      bytes = request.content().inputStream().readAllBytes();
    } catch (RequestException e) {
      broken = true;
      throw e.status().code() == 413
          ? new Refusal(ErrorCode.PAYLOAD_TOO_LARGE, "The body is larger than this registry takes")
          : new Refusal(ErrorCode.MALFORMED_REQUEST, NO_FRAMING);
    } catch (DataReader.InsufficientDataAvailableException | IOException e) {
      broken = true;
      throw new Refusal(ErrorCode.MALFORMED_REQUEST, "The body ended before it was complete");
    } catch (CloseConnectionException e) {
      throw e;
    } catch (RuntimeException e) {
      // Helidon lets out whatever its parsing of chunks runs into.
      broken = true;
      throw new Refusal(ErrorCode.MALFORMED_REQUEST, NO_FRAMING);
    }
    patience.rest();
    patience.bodyPending(false);
    return bytes;
  }

  @Override
  public InetAddress peer() {
    return peer;
  }

  @Override
  public boolean isSecure() {
    return request.isSecure();
  }

  @Override
  public Optional<String> header(String name) {
    return request.headers().first(known(name));
  }

  @Override
  public List<String> headers(String name) {
    HeaderName known = known(name);
    return request.headers().contains(known) ? request.headers().get(known).allValues() : List.of();
  }

  private static HeaderName known(String name) {
    HeaderName known = NAMES.get(name);
    return known == null ? NAMES.computeIfAbsent(name, HeaderNames::create) : known;
  }

  @Override
  public List<String> headerNames() {
    List<String> names = new ArrayList<>();
    for (Header header : request.headers()) {
      names.add(header.headerName().lowerCase());
    }
    return names;
  }
}
