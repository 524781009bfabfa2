package dev.runspec.registry.server.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A small estate of hosts that have something to show. */
final class Shop {

  /** What is as good as for ever in a test. */
  static final int SELDOM = 3600;

  private Shop() {}

  /** The tool that has arguments of all kinds; the later one has one more. */
  static Map<String, Object> deploy(boolean isLater) {
    Map<String, Object> arguments = new LinkedHashMap<>();
    arguments.put(
        "env",
        Map.of("type", "string", "enum", List.of("test", "prod"), "description", "Where it goes"));
    arguments.put(
        "version",
        Map.of("type", "string", "description", "A tag or a commit; the newest unless said"));
    if (isLater) {
      arguments.put(
          "wait",
          Map.of(
              "type",
              "integer",
              "minimum",
              1,
              "maximum",
              900,
              "default",
              60,
              "description",
              "Seconds to wait for health"));
    }
    arguments.put(
        "dry-run", Map.of("type", "boolean", "description", "Only say what would be done"));
    arguments.put(
        "only",
        Map.of("type", "array", "items", Map.of("type", "string"), "description", "Some services"));
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("properties", arguments);
    schema.put("required", List.of("env"));
    return Agents.tool(
        "deploy",
        "Deploys the shop and waits until it answers.\nRolls back when health checks fail.",
        "confirm",
        schema);
  }

  /** Fourteen hosts, of which one drains and one has left. */
  static void open(Agents agents) {
    open(agents, () -> {});
  }

  /** The same in the course of time; {@code pause} lets some of it go by. */
  static void open(Agents agents, Runnable pause) {
    for (int number = 1; number <= 4; number++) {
      agents.register("database", "db-0" + number, SELDOM, List.of(backup(), usage()));
    }
    pause.run();
    for (int number = 1; number <= 6; number++) {
      agents.register(
          "shop",
          "web-0" + number,
          SELDOM,
          List.of(deploy(number > 2), restart(), usage(), logs()));
      if (number % 2 == 0) {
        pause.run();
      }
    }
    for (int number = 1; number <= 4; number++) {
      agents.register("edge", "edge-0" + number, SELDOM, List.of(flush(), usage()));
      pause.run();
    }
    for (int number = 1; number <= 3; number++) { // some are updated
      agents.deregister("db-0" + number + "-database");
      pause.run();
      agents.register("database", "db-0" + number, SELDOM, List.of(backup(), usage()));
      pause.run();
    }
    agents.beat(
        "web-01-shop",
        Map.of("load", 0.42, "memory", "41 %", "disk", Map.of("root", "41 %", "data", "77 %")));
    agents.drain("edge-04-edge");
    agents.deregister("db-04-database");
  }

  /** So many tools, of which every hundredth is about certificates. */
  static void fill(Agents agents, int tools) {
    int each = 1000;
    for (int from = 0; from < tools; from += each) {
      List<Map<String, Object>> offered = new ArrayList<>();
      for (int number = from; number < from + each; number++) {
        offered.add(
            Agents.tool(
                "tool-%05d".formatted(number),
                number % 100 == 0
                    ? "Renews certificates of the hosts in group " + number
                    : "Does the job number " + number + " and says in some words what was done",
                "autonomous",
                Map.of(
                    "type",
                    "object",
                    "properties",
                    Map.of(
                        "environment",
                        Map.of("type", "string", "description", "Where it is done"),
                        "batch-size",
                        Map.of("type", "integer", "minimum", 1)))));
      }
      agents.register("farm", "farm-%02d".formatted(from / each), SELDOM, offered);
    }
  }

  private static Map<String, Object> restart() {
    return Agents.tool("restart-service", "Restarts one service and tells its log", "manual");
  }

  private static Map<String, Object> usage() {
    return Agents.tool("disk-usage", "Tells what takes the room", "autonomous");
  }

  private static Map<String, Object> logs() {
    return Agents.tool("rotate-logs", "Rotates and packs the logs of all services", "autonomous");
  }

  private static Map<String, Object> backup() {
    return Agents.tool("backup-database", "Dumps the database to the backup volume", "supervised");
  }

  private static Map<String, Object> flush() {
    return Agents.tool("flush-cache", "Empties the cache of the shop", "confirm");
  }
}
