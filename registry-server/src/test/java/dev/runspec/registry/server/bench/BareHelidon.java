package dev.runspec.registry.server.bench;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The least that a handler on the same web server can do, with the settings of the registry's: it
 * looks a path up and sends the bytes and header fields that a registry answered there before.
 */
public final class BareHelidon {

  private static final byte[] BEAT =
      "{\"status\":\"ack\",\"revision\":100000,\"next_heartbeat\":86400}"
          .getBytes(StandardCharsets.UTF_8);

  private final Map<String, Prepared> answers = new HashMap<>();

  private BareHelidon() {}

  /** What is known of one path. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Prepared(byte[] body, List<Header> headers, String etag) {}

  /** The port of the registry to learn from, and the paths to learn. */
  public static void main(String[] arguments) throws IOException {
    BareHelidon bare = new BareHelidon();
    try (Connection registry = new Connection(Integer.parseInt(arguments[0]))) {
      for (int at = 1; at < arguments.length; at++) {
        bare.learn(registry, arguments[at]);
      }
    }
    System.out.println("ready on 127.0.0.1:" + bare.start());
  }

  private void learn(Connection registry, String path) throws IOException {
    Connection.Reply reply = registry.get(path);
    Population.expect(200, reply);
    List<Header> headers = new ArrayList<>();
    reply
        .headers()
        .forEach(
            (name, value) -> {
              if (!name.equals("date") && !name.equals("content-length")) {
                headers.add(HeaderValues.createCached(HeaderNames.create(name), value));
              }
            });
    answers.put(path, new Prepared(reply.body(), headers, reply.etag()));
  }

  private int start() {
    Http1Config http1 =
        Http1Config.builder()
            .sendKeepAliveHeader(false)
            .validatePath(false)
            .validatePrologue(false)
            .validateResponseHeaders(false)
            .build();
    WebServerConfig.Builder config =
        WebServer.builder()
            .host("127.0.0.1")
            .port(0)
            .shutdownHook(false)
            .connectionOptions(socket -> socket.tcpNoDelay(true))
            .protocolsDiscoverServices(false)
            .addConnectionSelector(Http1ConnectionSelector.builder().config(http1).build())
            .routing(
                HttpRouting.builder()
                    .get("/tools", this::answer)
                    .get("/tools/{name}", this::answer)
                    .post("/instances/{id}/heartbeat", BareHelidon::beat));
    return config.build().start().port();
  }

  private void answer(ServerRequest request, ServerResponse response) {
    Prepared known = answers.get(request.path().rawPath());
    if (known == null) {
      response.status(Status.NOT_FOUND_404).send();
      return;
    }
    for (Header header : known.headers) {
      response.header(header);
    }
    if (request.headers().contains(HeaderNames.IF_NONE_MATCH)
        && request.headers().get(HeaderNames.IF_NONE_MATCH).get().equals(known.etag)) {
      response.status(Status.NOT_MODIFIED_304).send();
    } else {
      response.send(known.body);
    }
  }

  private static final Header JSON =
      HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/json");
  private static final Header NOSNIFF =
      HeaderValues.createCached("X-Content-Type-Options", "nosniff");
  private static final Header REVISION = HeaderValues.createCached("X-Registry-Revision", "100000");

  private static void beat(ServerRequest request, ServerResponse response) {
    byte[] unused = request.content().as(byte[].class);
    response.header(JSON).header(NOSNIFF).header(REVISION).send(BEAT);
  }
}
