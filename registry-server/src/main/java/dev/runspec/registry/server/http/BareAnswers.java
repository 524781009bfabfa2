package dev.runspec.registry.server.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Headers;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionListener;

/**
 * Takes {@code Content-Length: 0} out of answers 204 and 304, where Helidon puts it: the first must
 * not have one, and of the second it would say that the resource is empty (RFC 9110, section 8.6).
 */
final class BareAnswers implements Http1ConnectionListener {

  /** Marks an answer that has no body by its nature; never sent. */
  static final Header MARK = HeaderValues.createCached("X-Bare", "yes");

  @Override
  public void headers(ConnectionContext context, Headers headers) {
    if (headers.contains(MARK.headerName()) && headers instanceof ServerResponseHeaders sent) {
      sent.remove(MARK.headerName());
      sent.remove(HeaderNames.CONTENT_LENGTH);
    }
  }
}
