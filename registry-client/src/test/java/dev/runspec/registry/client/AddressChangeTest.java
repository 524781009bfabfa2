package dev.runspec.registry.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import dev.runspec.registry.Registration;
import dev.runspec.registry.client.ScriptedRegistry.Reply;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A registry that moves to another address under the same name. Names are resolved by a hosts file
 * of the test, which a Java process can only be given at its start: hence the process of its own.
 */
class AddressChangeTest {

  private static final String BEAT = "POST /instances/web-01-1/heartbeat";

  @TempDir private Path folder;

  @Test
  void beatsFollowTheNameToItsNewAddress() throws Exception {
    Path hosts = folder.resolve("hosts");
    resolve(hosts, "127.0.0.1");
    try (ScriptedRegistry before = ScriptedRegistry.start();
        ScriptedRegistry after =
            ScriptedRegistry.startOn(new InetSocketAddress("127.0.0.2", before.port()))) {
      CountDownLatch beatBefore = script(before);
      CountDownLatch beatAfter = script(after);
      Process agent = start(hosts, before.port());
      try {
        assertThat(beatBefore.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(after.requests()).isEmpty();

        resolve(hosts, "127.0.0.2");

        assertThat(beatAfter.await(60, TimeUnit.SECONDS)).isTrue();
      } finally {
        agent.getOutputStream().close();
        assertThat(agent.waitFor(60, TimeUnit.SECONDS)).isTrue();
      }
      assertThat(after.targets()).endsWith("DELETE /instances/web-01-1");
    }
  }

  private static CountDownLatch script(ScriptedRegistry registry) {
    CountDownLatch beat = new CountDownLatch(1);
    registry
        .on("POST /instances", Reply.json(201, "{\"revision\":1,\"next_heartbeat\":1}"))
        .on(
            BEAT,
            (exchange, closing) -> {
              Reply.json("{\"status\":\"ack\",\"revision\":1,\"next_heartbeat\":1}")
                  .to(exchange, closing);
              beat.countDown();
            })
        .on("DELETE /instances/web-01-1", Reply.json(Samples.OK));
    return beat;
  }

  /** Replaced whole, so that nobody reads half a file. */
  private void resolve(Path hosts, String address) throws IOException {
    Path fresh = Files.writeString(folder.resolve("fresh"), address + " registry.test\n");
    Files.move(fresh, hosts, StandardCopyOption.REPLACE_EXISTING);
  }

  private static Process start(Path hosts, int port) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Djdk.net.hosts.file=" + hosts,
            "-Dsun.net.inetaddr.ttl=0",
            "-cp",
            Stream.of(Agent.class, RegistryClient.class, Registration.class, JsonFactory.class)
                .map(AddressChangeTest::home)
                .collect(Collectors.joining(File.pathSeparator)),
            Agent.class.getName(),
            "http://registry.test:" + port)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static String home(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Announces until its standard input ends. */
  static final class Agent {

    private Agent() {}

    public static void main(String[] arguments) throws IOException {
      Registration agent =
          Registration.builder("web-01-1", "web", "1", "web-01")
              .heartbeatInterval(Duration.ofSeconds(1))
              .build();
      try (RegistryClient client = RegistryClient.builder(URI.create(arguments[0])).build()) {
        client.announce(agent);
        while (System.in.read() >= 0) {
          // What is typed means nothing; its end does.
        }
      }
    }
  }
}
