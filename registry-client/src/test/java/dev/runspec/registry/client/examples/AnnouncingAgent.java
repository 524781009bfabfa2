package dev.runspec.registry.client.examples;

import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.Registration;
import dev.runspec.registry.Tool;
import dev.runspec.registry.client.Announcement;
import dev.runspec.registry.client.RegistryClient;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * An agent: says which tools there are on a host, and stays known until its standard input ends.
 *
 * <p>Arguments: the registry's address and the host's name.
 */
public final class AnnouncingAgent {

  private AnnouncingAgent() {}

  public static void main(String[] arguments) throws IOException {
    String host = arguments[1];
    Registration agent =
        Registration.builder(host + "-" + ProcessHandle.current().pid(), "shop", "1.0", host)
            .heartbeatInterval(Duration.ofSeconds(10))
            .labels(Map.of("env", "prod"))
            .tools(tools())
            .build();

    try (RegistryClient registry = RegistryClient.builder(URI.create(arguments[0])).build();
        Announcement announcement =
            registry.announce(
                agent,
                (state, cause) ->
                    System.out.println(
                        host
                            + " is "
                            + state
                            + cause.map(e -> ": " + e.getMessage()).orElse("")))) {
      announcement.telemetry(AnnouncingAgent::telemetry);
      while (System.in.read() >= 0) {
        // What is typed means nothing; its end does.
      }
    }
  }

  private static List<Tool> tools() {
    Tool deploy =
        Tool.builder("deploy")
            .description("Deploys the shop")
            .inputSchema(
                new JsonDocument(
                    "{\"type\":\"object\",\"properties\":{\"version\":{\"type\":\"string\"}}}"))
            .command("/opt/shop/bin/deploy")
            .runAs("shop")
            .build();
    Tool status =
        Tool.builder("status")
            .description("Says how it is")
            .command("/opt/shop/bin/status")
            .build();
    return List.of(deploy, status);
  }

  /** Goes with every beat; a JSON object of whatever is worth knowing. */
  private static JsonDocument telemetry() {
    Runtime runtime = Runtime.getRuntime();
    return new JsonDocument(
        "{\"free_memory\":"
            + runtime.freeMemory()
            + ",\"processors\":"
            + runtime.availableProcessors()
            + "}");
  }
}
