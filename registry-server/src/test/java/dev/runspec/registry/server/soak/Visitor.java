package dev.runspec.registry.server.soak;

import dev.runspec.registry.server.http.Wire.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** Opens the page, the documents, exports and numbers, and asks in the name of a model. */
final class Visitor implements Actor {

  private static final List<String> PAGE =
      List.of(
          "/",
          "/ui",
          "/ui/tools",
          "/ui/tools/check",
          "/ui/assets/app.js",
          "/ui/assets/style.css",
          "/ui/assets/views/tools.js",
          "/docs",
          "/openapi",
          "/overview",
          "/health",
          "/health/live",
          "/health/ready",
          "/metrics");

  private static final List<String> EXPORTS =
      List.of(
          "/export/superputty?user=me",
          "/export/mobaxterm",
          "/export/ssh-config",
          "/export/ansible",
          "/export/rundeck",
          "/export/prometheus?port=9100");

  private static final List<String> CALLS =
      List.of(
          "\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-06-18\"}",
          "\"method\":\"tools/list\"",
          "\"method\":\"tools/call\",\"params\":{\"name\":\"find_tools\",\"arguments\":{\"query\":\"work\"}}",
          "\"method\":\"tools/call\",\"params\":{\"name\":\"describe_tool\",\"arguments\":{\"name\":\"check\"}}",
          "\"method\":\"tools/call\",\"params\":{\"name\":\"list_hosts\"}",
          "\"method\":\"tools/call\",\"params\":{\"name\":\"no such tool\"}",
          "\"method\":\"nothing\"");

  @Override
  public Duration act(Caller caller, Gate gate) {
    Random random = caller.random();
    Reply unused =
        switch (random.nextInt(3)) {
          case 0 ->
              caller.get(
                  "page",
                  PAGE.get(random.nextInt(PAGE.size())),
                  random.nextBoolean() ? "Accept-Encoding: gzip\n" : "",
                  200);
          case 1 -> caller.get("export", EXPORTS.get(random.nextInt(EXPORTS.size())), "", 200);
          default ->
              caller.write(
                  "model",
                  "POST",
                  "/mcp",
                  "{\"jsonrpc\":\"2.0\",\"id\":1," + CALLS.get(random.nextInt(CALLS.size())) + "}",
                  200,
                  400,
                  404);
        };
    return Duration.ofMillis(50 + random.nextInt(300));
  }
}
