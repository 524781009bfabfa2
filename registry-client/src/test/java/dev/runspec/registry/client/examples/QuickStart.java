package dev.runspec.registry.client.examples;

import dev.runspec.registry.Registration;
import dev.runspec.registry.Tool;
import dev.runspec.registry.ToolName;
import dev.runspec.registry.client.Announcement;
import dev.runspec.registry.client.RegistryClient;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Announces an agent with one tool, looks the tool up, and leaves. */
public final class QuickStart {

  private QuickStart() {}

  public static void main(String[] arguments) throws InterruptedException {
    Tool deploy =
        Tool.builder("deploy")
            .description("Deploys the shop")
            .command("/opt/shop/bin/deploy")
            .runAs("shop")
            .build();
    Registration agent =
        Registration.builder("web-01-4711", "shop", "1.0", "web-01").tools(List.of(deploy)).build();

    try (RegistryClient registry = RegistryClient.builder(URI.create(arguments[0])).build();
        Announcement announcement = registry.announce(agent)) {
      if (!announcement.awaitLive(Duration.ofSeconds(10))) {
        throw new IllegalStateException("the registry does not answer");
      }
      registry
          .tool(new ToolName("deploy"))
          .ifPresent(
              tool ->
                  tool.hosts()
                      .forEach(
                          host ->
                              System.out.println(
                                  tool.name()
                                      + " on "
                                      + host.host()
                                      + ": "
                                      + host.execution().command())));
    }
  }
}
