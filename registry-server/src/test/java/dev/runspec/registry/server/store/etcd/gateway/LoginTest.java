package dev.runspec.registry.server.store.etcd.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Saying who we are, to a member whose tokens we make up. */
class LoginTest {

  private static final String NOTHING_FOUND =
      """
      {"header":{"cluster_id":"1","member_id":"1","revision":"7","raft_term":"1"}}
      """;

  @TempDir Path folder;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch end = new CountDownLatch(1);
  private final AtomicInteger logins = new AtomicInteger();
  private volatile String silentAbout = "";
  private volatile String unknown = "";
  private HttpServer member;
  private Etcd etcd;

  @BeforeEach
  void start() throws IOException {
    member = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    member.setExecutor(threads);
    member.createContext(
        "/v3/auth/authenticate",
        exchange -> answer(exchange, 200, "{\"token\":\"t." + logins.incrementAndGet() + "\"}"));
    member.createContext("/v3/kv/range", this::range);
    member.start();
    Path password = Files.writeString(folder.resolve("password"), "secret\n");
    Optional<Path> none = Optional.empty();
    URI uri = URI.create("http://127.0.0.1:" + member.getAddress().getPort());
    etcd =
        new Etcd(
            new EtcdConfig(
                List.of(uri), none, none, none, Optional.of("me"), Optional.of(password), "/p"));
  }

  @AfterEach
  void stop() {
    end.countDown();
    etcd.close();
    member.stop(0);
    threads.close();
  }

  private void range(HttpExchange exchange) throws IOException {
    String token = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    if (token.equals(silentAbout)) {
      try {
        end.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    if (token.equals(unknown)) {
      answer(exchange, 401, "{\"code\":16,\"message\":\"etcdserver: invalid auth token\"}");
    } else {
      answer(exchange, 200, NOTHING_FOUND);
    }
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Test
  void oneTokenIsGoodForManyCalls() {
    assertThat(etcd.get("a").revision()).isEqualTo(7);
    int known = logins.get(); // more than one if the first call was too slow
    assertThat(etcd.get("b").revision()).isEqualTo(7);
    assertThat(logins).hasValue(known);
  }

  @Test
  void anotherTokenIsAskedForWhenTheMemberDoesNotKnowOurs() {
    assertThat(etcd.get("a").revision()).isEqualTo(7);
    int known = logins.get();
    unknown = "t." + known;
    assertThat(etcd.get("a").revision()).isEqualTo(7);
    assertThat(logins).hasValueGreaterThan(known);
  }

  /** What etcd does with a token from before a back-up was restored. */
  @Test
  void anotherTokenIsAskedForWhenTheMemberKeepsSilentAboutOurs() {
    assertThat(etcd.get("a").revision()).isEqualTo(7);
    int known = logins.get();
    silentAbout = "t." + known;
    assertThat(etcd.get("a").revision()).isEqualTo(7);
    assertThat(logins).hasValueGreaterThan(known);
  }
}
