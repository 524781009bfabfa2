package dev.runspec.registry.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** One who comes by an address of the network, and not by that of the machine itself. */
@ResourceLock(ServerProcess.LOCK)
class NeighbourTest {

  private static final String BODY =
      "{\"instance_id\":\"a\",\"name\":\"n\",\"version\":\"1\",\"host\":\"h\"}";

  @TempDir Path folder;

  @Test
  void mayReadAndNotWriteWhereNoKeyIsSet() throws Exception {
    Optional<InetAddress> address =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(each -> each instanceof Inet4Address && !each.isLoopbackAddress())
            .findFirst();
    assumeTrue(address.isPresent(), "this machine has no address but its own");
    try (ServerProcess server = ServerProcess.withData(folder).start();
        HttpClient client = HttpClient.newHttpClient()) {
      URI uri =
          URI.create(
              "http://%s:%d/instances"
                  .formatted(address.orElseThrow().getHostAddress(), server.ready().port()));
      HttpRequest.Builder request = HttpRequest.newBuilder(uri);
      assertThat(client.send(request.build(), BodyHandlers.ofString()).statusCode()).isEqualTo(200);
      assertThat(
              client
                  .send(
                      request.POST(BodyPublishers.ofString(BODY)).build(), BodyHandlers.ofString())
                  .statusCode())
          .isEqualTo(403);
      assertThat(server.get("/instances").body()).isEqualTo("[]");
      assertThat(server.post("/instances", BODY).statusCode()).isEqualTo(201);
    }
  }
}
