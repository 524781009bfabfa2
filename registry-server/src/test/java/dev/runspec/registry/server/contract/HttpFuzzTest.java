package dev.runspec.registry.server.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.runspec.registry.fuzz.Parts;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever comes over a connection: it is answered as HTTP, and no fault of the server comes out.
 */
class HttpFuzzTest {

  /** What HTTP itself is answered with: an unknown transfer coding, another version. */
  private static final Set<Integer> PROTOCOL = Set.of(501, 505);

  private static final FuzzedServer SERVER = new FuzzedServer();

  static Stream<byte[]> connections() {
    return Stream.concat(
            Routes.ALL.stream()
                .map(
                    call ->
                        call.method()
                            + " "
                            + call.path()
                            + " HTTP/1.1\nHost: localhost\nContent-Type: application/json\n"
                            + "Content-Length: "
                            + call.body().length()
                            + "\n\n"
                            + call.body()),
            Stream.of(
                """
                GET /tools?q=%C3%BC&limit=1&label=env:prod&state=live,stale HTTP/1.1
                Host: a
                If-None-Match: W/"a", *
                Prefer: wait=1

                """,
                """
                GET http://localhost/hosts HTTP/1.1
                Host: localhost
                Accept-Encoding: gzip

                """,
                """
                POST /instances HTTP/1.1
                Host: [::1]:1
                Origin: http://[::1]:1
                Content-Type: application/json
                Transfer-Encoding: chunked

                3;x=y
                {"a
                2
                ":
                2
                1}
                0
                T: x

                """,
                """
                PUT /tools HTTP/1.1
                Host: localhost
                Expect: 100-continue
                Content-Length: 3

                abc""",
                "GET / HTTP/1.0\n\n",
                """
                OPTIONS * HTTP/1.1
                Host: localhost

                HEAD /health HTTP/1.1
                Host: b

                """))
        .map(text -> text.replace("\n", "\r\n").getBytes(UTF_8));
  }

  @MethodSource("connections")
  @FuzzTest
  void anyBytesAreAnsweredOrHungUpOn(byte[] input) {
    check(input);
  }

  static Stream<byte[]> requests() {
    return Routes.ALL.stream()
        .map(
            call ->
                Parts.input(
                    call.method() + " " + call.path(),
                    "Content-Type: application/json\nX-Registry-Revision: 0",
                    call.body()));
  }

  /**
   * The same for requests that are framed as they must be, so that more of them are looked into.
   */
  @MethodSource("requests")
  @FuzzTest
  void anyRequestIsAnsweredWithoutAFault(byte[] input) {
    List<String> parts = Parts.of(input, 3);
    byte[] body = parts.get(2).getBytes(UTF_8);
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    String fields = parts.get(1).isEmpty() ? "" : parts.get(1).replace("\n", "\r\n") + "\r\n";
    request.writeBytes(
        (parts.get(0)
                + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
                + body.length
                + "\r\n"
                + fields
                + "\r\n")
            .getBytes(ISO_8859_1));
    request.writeBytes(body);
    check(request.toByteArray());
  }

  private static void check(byte[] bytes) {
    FuzzedServer.State before = SERVER.state();
    List<Integer> statuses = SERVER.statuses(bytes);
    for (int status : statuses) {
      if (status >= 500 && !PROTOCOL.contains(status)) {
        throw new AssertionError("answered with " + status);
      }
    }
    FuzzedServer.State after = SERVER.state();
    boolean isRefused = !statuses.isEmpty() && statuses.stream().allMatch(each -> each >= 400);
    if (isRefused && after.moves() == before.moves()) {
      assertThat(after).isEqualTo(before);
    }
  }
}
