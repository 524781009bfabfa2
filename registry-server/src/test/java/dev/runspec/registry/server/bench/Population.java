package dev.runspec.registry.server.bench;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Agents with tools, spread evenly over so many names. */
record Population(int instances, int toolsEach, int names) {

  private static final int BATCH = 5_000;

  void register(MeasuredServer server) throws IOException {
    try (Connection connection = server.connect()) {
      for (int at = 0; at < instances; at++) {
        register(connection, at);
      }
    }
  }

  /** Registers all of them on some connections at once. */
  void registerAll(MeasuredServer server) throws IOException {
    for (int first = 0; first < instances; first += BATCH) {
      List<byte[]> batch =
          IntStream.range(first, Math.min(instances, first + BATCH))
              .mapToObj(at -> Load.post("/instances", registration(at)))
              .toList();
      send(server, batch);
    }
  }

  /** Sends these registrations, each once. */
  static void send(MeasuredServer server, List<byte[]> registrations) throws IOException {
    try (Load load = new Load(server.port(), 8, 201, registrations)) {
      Load.Round unused = load.once();
    }
  }

  /** Registers one of them. */
  void register(Connection connection, int agent) throws IOException {
    expect(201, connection.post("/instances", registration(agent)));
  }

  String registration(int agent) {
    return "{\"instance_id\":\"agent-%d\",\"name\":\"shop\",\"version\":\"1.0\",\"host\":\"host-%d.example.org\","
            .formatted(agent, agent)
        + "\"heartbeat_interval\":86400,\"labels\":{\"env\":\"prod\"},\"tools\":["
        + IntStream.range(0, toolsEach)
            .mapToObj(tool -> tool((agent * toolsEach + tool) % names, "as it is"))
            .collect(Collectors.joining(","))
        + "]}";
  }

  /** A tool of about the size that real ones have. */
  static String tool(int number, String word) {
    return ("{\"name\":\"tool-%d\",\"description\":\"Does the job number %d %s, and says in some words what"
            + " one has to know before one does it\",\"inputSchema\":{\"type\":\"object\",\"properties\":"
            + "{\"env\":{\"type\":\"string\",\"description\":\"Where it is done\",\"enum\":[\"test\",\"prod\"]},"
            + "\"count\":{\"type\":\"integer\",\"minimum\":1,\"maximum\":100}},\"required\":[\"env\"]},"
            + "\"x-autonomy\":\"confirm\",\"x-command\":\"/opt/shop/bin/job-%d\",\"x-run-as\":\"shop\","
            + "\"x-become-method\":\"sudo\"}")
        .formatted(number, number, word, number);
  }

  static void expect(int status, Connection.Reply reply) throws IOException {
    if (reply.status() != status) {
      throw new IOException("expected " + status + ", found " + reply.status());
    }
  }
}
