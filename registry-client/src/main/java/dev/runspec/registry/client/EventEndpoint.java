package dev.runspec.registry.client;

import dev.runspec.registry.Position;
import java.net.HttpURLConnection;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.ResponseInfo;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /events}. What comes on the stream is not its answer: that there is an answer means
 * that the stream is over, or never was one.
 *
 * @param query what is asked for, encoded; perhaps empty
 * @param since after which events go on; null means from now on
 * @param stream what takes the body, if it is a stream of events
 */
record EventEndpoint(String query, @Nullable Position since, BodyHandler<byte[]> stream)
    implements Endpoint<Object> {

  static final String OPERATION = "events";

  private static final String MEDIA_TYPE = "text/event-stream";

  @Override
  public String operation() {
    return OPERATION;
  }

  @Override
  public String action() {
    return "read events";
  }

  @Override
  public String path() {
    return "/events" + (query.isEmpty() ? "" : "?" + query);
  }

  @Override
  public String accept() {
    return MEDIA_TYPE;
  }

  @Override
  public Map<String, String> headers() {
    return since == null ? Map.of() : Map.of("Last-Event-ID", since.toString());
  }

  /** What packs a stream holds it back. */
  @Override
  public boolean isPackable() {
    return false;
  }

  @Override
  public BodyHandler<byte[]> receiver(BodyHandler<byte[]> bounded) {
    return head -> (isStream(head) ? stream : bounded).apply(head);
  }

  private static boolean isStream(ResponseInfo head) {
    String type = head.headers().firstValue("Content-Type").orElse("");
    return head.statusCode() == HttpURLConnection.HTTP_OK
        && type.toLowerCase(Locale.ROOT).split(";", -1)[0].strip().equals(MEDIA_TYPE)
        && head.headers().firstValue("Content-Encoding").isEmpty();
  }

  @Override
  public Object read(Answer answer) {
    throw new UnfitAnswer(
        "answered with "
            + answer.header("Content-Type").orElse("nothing")
            + " where events were asked for; is this the address of a registry?");
  }
}
