package dev.runspec.registry.server.contract;

import dev.runspec.registry.server.contract.Description.Operation;
import dev.runspec.registry.server.http.Wire;
import dev.runspec.registry.server.http.Wire.Reply;
import java.time.Duration;
import java.util.Set;

/**
 * Makes registries answer an operation with any status that its description has, by doing what the
 * description says.
 */
final class Provocation implements AutoCloseable {

  /** Answers that are made of nothing that could fail. */
  private static final Set<String> WITHOUT_FAULT =
      Set.of(
          "GET /health",
          "GET /health/live",
          "GET /health/ready",
          "GET /openapi",
          "GET /docs",
          "GET /",
          "GET /ui",
          "GET /ui/{view}",
          "GET /ui/{view}/{item}",
          "GET /ui/assets/{file}",
          "GET /ui/assets/{folder}/{file}",
          "GET /events");

  private static final int SMALL = 4096;

  private final RunningRegistry usual = new Setup(Way.HTTP).maxBody(SMALL).start();
  private final RunningRegistry locked = new Setup(Way.HTTP_WITH_KEY).protectReads().start();
  private final RunningRegistry impatient = new Setup(Way.HTTP).rateLimit(1, 1).start();
  private final FailingRegistry full = FailingRegistry.withoutRoom();
  private final FailingRegistry cutOff = FailingRegistry.cutOff();
  private final FailingRegistry broken = FailingRegistry.withoutTime();

  /** Whether nothing that a test does can bring this about. */
  static boolean isBeyondUs(Operation operation, String status) {
    return status.equals("500") && WITHOUT_FAULT.contains(operation.toString());
  }

  /** An answer of this operation that should have this status. */
  Reply provoke(Operation operation, String status) {
    if (operation.path().equals("/mcp") && (status.equals("202") || status.equals("404"))) {
      return converse(operation, status);
    }
    return switch (status) {
      case "200", "201" -> ask(operation, "");
      case "304" -> ask(operation, "If-None-Match: *\n");
      case "400" -> ask(operation, "X: " + "x".repeat(20_000) + "\n");
      case "403" -> send(locked.connect(), operation, path(operation), "", body(operation));
      case "404" -> ask(operation, operation.path().replaceAll("\\{[a-z]+}", "unknown"), "");
      case "413" -> ask(operation, path(operation), "", body(operation) + " ".repeat(SMALL + 1));
      case "414" -> ask(operation, path(operation) + "?x=" + "x".repeat(20_000), "");
      case "415" -> ask(operation, path(operation), "Content-Type: text/plain\n", "{}");
      case "422" -> wrong(operation);
      case "429" -> often(operation);
      case "500" -> broken.ask(line(operation, path(operation)), "", body(operation));
      case "503" -> inVain(operation);
      default -> throw new AssertionError("nobody knows how to get a " + status);
    };
  }

  /** A notification, or a request for what there is not. */
  private Reply converse(Operation operation, String status) {
    return status.equals("202")
        ? ask(
            operation,
            path(operation),
            "",
            "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}")
        : ask(
            operation,
            path(operation),
            "MCP-Protocol-Version: 2026-07-28\nMcp-Method: ping\n",
            McpContractTest.stateless("ping", ""));
  }

  private Reply wrong(Operation operation) {
    if (operation.node().has("requestBody")) {
      return ask(operation, path(operation), "", "{");
    }
    if (operation.parameters("header").contains("X-Registry-Revision")) {
      return ask(operation, "X-Registry-Revision: new\n");
    }
    return operation.parameters("path").contains("id")
        ? ask(operation, operation.path().replace("{id}", "i".repeat(1025)), "")
        : ask(operation, path(operation) + "?since=yesterday", "");
  }

  /** What would have to be written down. */
  private Reply inVain(Operation operation) {
    return switch (operation.path()) {
      case "/instances/{id}/heartbeat" ->
          full.ask(
              line(operation, path(operation)),
              "",
              "{\"name\":\"web\",\"version\":\"2.0\",\"host\":\"web-01\"}");
      case "/health/ready" -> cutOff.ask("GET /health/ready", "", "");
      case "/instances/{id}/undrain" -> full.ask("POST /instances/drained/undrain", "", "");
      default -> full.ask(line(operation, path(operation)), "", body(operation));
    };
  }

  private Reply often(Operation operation) {
    for (int times = 0; times < 1000; times++) {
      Reply reply = send(impatient.connect(), operation, path(operation), "", "");
      if (reply.status() == 429) {
        return reply;
      }
    }
    throw new AssertionError("asked a thousand times, and was not refused");
  }

  private Reply ask(Operation operation, String fields) {
    return ask(operation, path(operation), fields);
  }

  private Reply ask(Operation operation, String path, String fields) {
    return ask(operation, path, fields, body(operation));
  }

  private Reply ask(Operation operation, String path, String fields, String body) {
    usual.advance(Duration.ofMillis(1));
    Routes.inhabit(usual);
    return send(usual.connect(), operation, path, fields, body);
  }

  private static Reply send(
      Wire connection, Operation operation, String path, String fields, String body) {
    try (Wire wire = connection) {
      return send(wire, line(operation, path), fields, body);
    }
  }

  static Reply send(Wire wire, String line, String fields, String body) {
    String type = fields.contains("Content-Type") ? "" : "Content-Type: application/json\n";
    String framing = body.isEmpty() ? "" : type + "Content-Length: " + body.length() + "\n";
    return wire.send(line + " HTTP/1.1\nHost: localhost\n" + fields + framing + "\n" + body)
        .reply();
  }

  private static String line(Operation operation, String path) {
    return operation.method() + " " + path;
  }

  private static String path(Operation operation) {
    return Routes.at(operation.path());
  }

  private static String body(Operation operation) {
    return Routes.ALL.stream()
        .filter(each -> operation.toString().equals(each.method() + " " + each.template()))
        .map(Routes.Call::body)
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() {
    usual.close();
    locked.close();
    impatient.close();
    full.close();
    cutOff.close();
    broken.close();
  }
}
