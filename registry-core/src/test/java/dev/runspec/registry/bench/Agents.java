package dev.runspec.registry.bench;

import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.Registration;
import dev.runspec.registry.Tool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Agents with twenty tools of about the size that real ones have, each on ten hosts. */
final class Agents {

  private static final String SCHEMA =
      "{\"type\":\"object\",\"properties\":{\"env\":{\"type\":\"string\",\"description\":\"Where it is"
          + " done\",\"enum\":[\"test\",\"prod\"]},\"count\":{\"type\":\"integer\",\"minimum\":1,"
          + "\"maximum\":100}},\"required\":[\"env\"]}";

  private Agents() {}

  static Registration agent(int number, int agents) {
    List<Tool> tools = new ArrayList<>();
    for (int tool = 0; tool < 20; tool++) {
      tools.add(tool((number * 20 + tool) % names(agents)));
    }
    return Registration.builder("agent-" + number, "shop", "1.0", "host-" + number + ".example.org")
        .heartbeatInterval(Duration.ofDays(1))
        .labels(Map.of("env", "prod"))
        .tools(tools)
        .build();
  }

  /** How many names of tools so many agents have. */
  static int names(int agents) {
    return agents * 2;
  }

  private static Tool tool(int number) {
    return Tool.builder("tool-" + number)
        .description("Does the job number " + number + ", and says what one has to know before")
        .inputSchema(new JsonDocument(SCHEMA))
        .command("/opt/shop/bin/job-" + number)
        .runAs("shop")
        .build();
  }
}
