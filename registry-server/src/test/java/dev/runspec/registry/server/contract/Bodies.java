package dev.runspec.registry.server.contract;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What agents send. */
final class Bodies {

  /** What a model asks. */
  static final String FIND_TOOLS =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"find_tools\"}}";

  private Bodies() {}

  /** What an agent of 0.1.1 registers with. */
  static String registration(String id, String name, String host) {
    return "{\"instance_id\":\"%s\",\"name\":\"%s\",\"version\":\"1.0\",\"host\":\"%s\"}"
        .formatted(id, name, host);
  }

  /** The same with more members at its end. */
  static String registration(String id, String name, String host, String more) {
    String bare = registration(id, name, host);
    return bare.substring(0, bare.length() - 1) + "," + more + "}";
  }

  /** The body that publishes these tools. */
  static String tools(String... tools) {
    return "{\"tools\":" + array(tools) + "}";
  }

  static String array(String... elements) {
    return Arrays.stream(elements).collect(Collectors.joining(",", "[", "]"));
  }

  /** A tool as an agent sends it. */
  static String tool(String name) {
    return "{\"name\":\"%s\",\"description\":\"Does %s\",\"inputSchema\":{\"type\":\"object\"},\"x-command\":\"/bin/%s\",\"x-run-as\":\"\",\"x-become-method\":\"sudo\"}"
        .formatted(name, name, name);
  }

  /** An error as it is told: all of them but 422 and 500. */
  static String problem(int status, String title, String detail, String code) {
    return "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\",\"code\":\"%s\"}"
        .formatted(title, status, detail, code);
  }
}
