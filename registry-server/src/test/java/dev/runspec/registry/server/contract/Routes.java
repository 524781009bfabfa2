package dev.runspec.registry.server.contract;

import dev.runspec.registry.server.http.Wire;
import dev.runspec.registry.server.http.Wire.Reply;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Every route of the contract, with a call of it that works when instance i and tool t exist. */
final class Routes {

  static final List<Call> ALL =
      List.of(
          Call.read("/instances"),
          Call.read("/instances/{id}"),
          Call.read("/tools"),
          Call.read("/tools/{name}"),
          Call.read("/hosts"),
          Call.read("/overview"),
          // A stream has no end: asked from nowhere, it says so instead.
          new Call("GET", "/events", Access.READ, "", 422),
          Call.read("/export/superputty"),
          Call.read("/export/mobaxterm"),
          Call.read("/export/ssh-config"),
          Call.read("/export/ansible"),
          Call.read("/export/rundeck"),
          Call.read("/export/prometheus"),
          Call.read("/metrics"),
          new Call("POST", "/mcp", Access.READ, Bodies.FIND_TOOLS, 200),
          Call.open("/health"),
          Call.open("/health/live"),
          Call.open("/health/ready"),
          Call.open("/openapi"),
          Call.open("/docs"),
          Call.open("/"),
          Call.open("/ui"),
          Call.open("/ui/{view}"),
          Call.open("/ui/{view}/{item}"),
          Call.open("/ui/assets/{file}"),
          Call.open("/ui/assets/{folder}/{file}"),
          Call.write("POST", "/instances", Bodies.registration("i", "web", "web-01"), 201),
          Call.write("POST", "/instances/{id}/heartbeat", "", 200),
          Call.write("POST", "/instances/{id}/tools", Bodies.tools(Bodies.tool("t")), 200),
          Call.write("POST", "/instances/{id}/drain", "", 200),
          Call.write("POST", "/instances/{id}/undrain", "", 200),
          Call.write("DELETE", "/instances/{id}", "", 200));

  private Routes() {}

  /** What stands for the parameters of this template, so that the call works. */
  static Map<String, String> parameters(String template) {
    return Map.of(
        "id", "i",
        "name", "t",
        "view", "tools",
        "item", "t",
        "folder", "views",
        "file", template.contains("{folder}") ? "tools.js" : "app.js");
  }

  /** The path of this template with them. */
  static String at(String template) {
    String path = template;
    for (Map.Entry<String, String> parameter : parameters(template).entrySet()) {
      path = path.replace("{" + parameter.getKey() + "}", parameter.getValue());
    }
    return path;
  }

  /** What a route asks of its caller. */
  enum Access {
    OPEN,
    READ,
    WRITE
  }

  /**
   * One route and a call of it.
   *
   * @param template its path with its parameters
   * @param body what is posted, or nothing
   * @param success its status when it works
   */
  record Call(String method, String template, Access access, String body, int success) {

    private static Call read(String template) {
      return new Call("GET", template, Access.READ, "", 200);
    }

    private static Call open(String template) {
      return new Call("GET", template, Access.OPEN, "", 200);
    }

    private static Call write(String method, String template, String body, int success) {
      return new Call(method, template, Access.WRITE, body, success);
    }

    String path() {
      return at(template) + (success == 422 ? "?since=x" : "");
    }

    /** Makes the call with these header fields, each ending in a line feed; Host may be one. */
    Reply make(Wire wire, String fields) {
      String framing =
          body.isEmpty()
              ? ""
              : "Content-Type: application/json\nContent-Length: " + body.length() + "\n";
      return wire.send(
              method
                  + " "
                  + path()
                  + " HTTP/1.1\n"
                  + (fields.contains("Host:") ? "" : "Host: localhost\n")
                  + fields
                  + framing
                  + "\n"
                  + body)
          .reply();
    }
  }

  /** The paths, and the methods that each of them takes. */
  static Map<String, SortedSet<String>> methodsByPath() {
    Map<String, SortedSet<String>> methods = new TreeMap<>();
    for (Call call : ALL) {
      SortedSet<String> known = methods.computeIfAbsent(call.path(), path -> new TreeSet<>());
      known.add(call.method());
      known.add("OPTIONS");
      if (call.method().equals("GET")) {
        known.add("HEAD");
      }
    }
    return methods;
  }

  /** Puts instance i with tool t there. */
  static void inhabit(RunningRegistry registry) {
    registry.register("i", "web", "web-01");
    registry.post("/instances/i/tools", Bodies.tools(Bodies.tool("t")));
  }
}
