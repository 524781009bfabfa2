package dev.runspec.registry.server.etcd;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks one member of etcd in JSON. */
final class Gateway {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(1))
          .build();

  private final URI member;

  Gateway(URI member) {
    this.member = member;
  }

  /** The answer to this request. */
  String ask(String path, String json) throws IOException, InterruptedException {
    return answer(request(path).POST(BodyPublishers.ofString(json)).build());
  }

  /** Whether it answers and has a leader. */
  boolean isHealthy() throws InterruptedException {
    try {
      return member(answer(request("/health").timeout(Duration.ofSeconds(1)).build()), "health")
          .equals("true");
    } catch (IOException e) {
      return false;
    }
  }

  /** The first member of this name, wherever it stands, whose value is a text; empty if none. */
  static String member(String json, String name) {
    Matcher found = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
    return found.find() ? found.group(1) : "";
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(member.resolve(path)).timeout(PATIENCE);
  }

  private static String answer(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(request + " was answered " + response.body());
    }
    return response.body();
  }
}
