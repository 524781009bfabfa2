package dev.runspec.registry.server.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.server.RegistryServer;
import dev.runspec.registry.server.ServerConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that moves between replicas finds what it wrote, and goes on where it read. */
class ReadYourWritesTest {

  /** A registry waits a little longer for what a read asks for. */
  private static final long WAITED_FOR = Duration.ofMillis(1500).toNanos();

  private static final String REVISION = "X-Registry-Revision";

  private final HttpClient http = HttpClient.newHttpClient();

  @TempDir Path folder;

  @Test
  void whatWasWrittenAtOneIsReadAtTheOther() throws Exception {
    try (EtcdCluster etcd = EtcdCluster.single(folder);
        RegistryServer one = replica(etcd);
        RegistryServer other = replica(etcd)) {
      int late = 0;
      for (int round = 0; round < 100; round++) {
        RegistryServer writer = round % 2 == 0 ? one : other;
        RegistryServer reader = round % 2 == 0 ? other : one;
        String body =
            "{\"instance_id\":\"a%d\",\"name\":\"web\",\"version\":\"1\",\"host\":\"h%d\"}"
                .formatted(round, round);
        HttpResponse<String> written =
            ask(request(writer, "/instances").POST(BodyPublishers.ofString(body)));
        assertThat(written.statusCode()).isEqualTo(201);
        String revision = written.headers().firstValue(REVISION).orElseThrow();

        long begin = System.nanoTime();
        HttpResponse<String> read =
            ask(request(reader, "/instances/a" + round).header(REVISION, revision));

        if (read.headers().firstValue("Warning").isPresent()
            && System.nanoTime() - begin > WAITED_FOR) {
          late++; // this machine may be busy
        } else {
          assertThat(read.statusCode()).isEqualTo(200);
          assertThat(read.headers().firstValue("Warning")).isEmpty();
        }
      }
      assertThat(late).isLessThan(5);
    }
  }

  @Test
  void eventsGoOnAtTheOther() throws Exception {
    try (EtcdCluster etcd = EtcdCluster.single(folder);
        RegistryServer one = replica(etcd);
        RegistryServer other = replica(etcd)) {
      String start =
          ask(request(one, "/instances")).headers().firstValue("X-Registry-Position").orElseThrow();
      String body = "{\"instance_id\":\"a\",\"name\":\"web\",\"version\":\"1\",\"host\":\"h\"}";
      HttpResponse<String> unused =
          ask(request(one, "/instances").POST(BodyPublishers.ofString(body)));

      HttpResponse<Stream<String>> events =
          http.send(request(other, "/events?since=" + start).build(), BodyHandlers.ofLines());

      try (Stream<String> lines = events.body()) {
        assertThat(lines.filter(line -> line.startsWith("event:")).findFirst())
            .contains("event: registered");
      }
    }
  }

  private static RegistryServer replica(EtcdCluster etcd) {
    ServerConfig.Wish wish =
        ServerConfig.parse(
            List.of(
                "--host",
                "127.0.0.1",
                "--port",
                "0",
                "--store",
                "etcd",
                "--etcd-endpoints",
                etcd.endpointList()),
            Map.of(),
            new Properties(),
            Path.of("target", "no-configuration"));
    return RegistryServer.start(((ServerConfig.Start) wish).config());
  }

  private static HttpRequest.Builder request(RegistryServer server, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
        .header("Content-Type", "application/json");
  }

  private HttpResponse<String> ask(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), BodyHandlers.ofString());
  }
}
