package dev.runspec.registry.client.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.ToolName;
import dev.runspec.registry.client.RegistryClient;
import dev.runspec.registry.server.RegistryServer;
import dev.runspec.registry.server.ServerConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples, run as programs against a real server. */
class ExamplesTest {

  @TempDir private Path folder;
  private RegistryServer server;

  @BeforeEach
  void start() {
    ServerConfig.Wish wish =
        ServerConfig.parse(
            List.of("--host=127.0.0.1", "--port=0", "--data-dir=" + folder.resolve("data")),
            Map.of(),
            new Properties(),
            folder);
    server = RegistryServer.start(((ServerConfig.Start) wish).config());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String address() {
    return "http://127.0.0.1:" + server.port();
  }

  private Program agent(String host) throws IOException {
    Program agent = Program.start(AnnouncingAgent.class, address(), host);
    assertThat(agent.line()).isEqualTo(host + " is CONNECTING");
    assertThat(agent.line()).isEqualTo(host + " is LIVE");
    return agent;
  }

  @Test
  void theAgentIsKnownUntilItEnds() throws Exception {
    try (RegistryClient registry = RegistryClient.builder(URI.create(address())).build();
        Program agent = agent("web-01")) {
      assertThat(registry.tool(new ToolName("deploy"))).isPresent();

      assertThat(agent.end()).containsExactly("web-01 is CLOSED");

      assertThat(registry.tool(new ToolName("deploy"))).isEmpty();
    }
  }

  @Test
  void theRouterSendsCallsToTheHostsInTurn() throws Exception {
    try (Program first = agent("web-01");
        Program second = agent("web-02");
        Program router = Program.start(CallRouter.class, "http://127.0.0.1:1", address())) {
      router.type("status --all");
      router.type("status --all");
      router.type("deploy it's");
      router.type("reboot");

      assertThat(router.end())
          .contains(
              "web-01: /opt/shop/bin/status --all",
              "web-02: /opt/shop/bin/status --all",
              "web-02: sudo -u shop /opt/shop/bin/deploy 'it'\"'\"'s'",
              "no host has the tool reboot now");
      first.end();
      second.end();
    }
  }

  @Test
  void theWatcherTellsWhatComesAndGoes() throws Exception {
    try (Program watcher = Program.start(ToolWatcher.class, address(), "name == deploy")) {
      try (Program agent = agent("web-01")) {
        assertThat(watcher.line()).isEqualTo("+ deploy on web-01");
        agent.end();
        assertThat(watcher.line()).isEqualTo("- deploy on web-01");
      }
      watcher.end();
    }
  }
}
