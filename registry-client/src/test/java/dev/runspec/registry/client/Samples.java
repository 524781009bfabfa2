package dev.runspec.registry.client;

import dev.runspec.registry.Registration;
import dev.runspec.registry.Tool;
import java.util.List;

/** Values that several tests speak of. */
final class Samples {

  static final String OK = "{\"status\":\"ok\",\"revision\":7,\"next_heartbeat\":30}";
  static final String ACK = "{\"status\":\"ack\",\"revision\":7,\"next_heartbeat\":30}";
  static final String REFRESH = "{\"status\":\"refresh\",\"revision\":7,\"next_heartbeat\":30}";
  static final String GROUP =
      "{\"name\":\"deploy\",\"description\":\"Deploys\",\"inputSchema\":{\"type\":\"object\"},"
          + "\"hosts\":[{\"host\":\"web-01\",\"x-command\":\"/opt/deploy\",\"x-run-as\":\"\","
          + "\"x-become-method\":\"sudo\"}]}";
  static final String INSTANCE =
      "{\"instance_id\":\"web-01-1\",\"name\":\"web\",\"version\":\"1\",\"host\":\"web-01\","
          + "\"active\":true,\"last_seen\":1767225600.5,\"tools\":[]}";
  static final String HOST =
      "{\"host\":\"web-01\",\"name\":\"web\",\"instance_id\":\"web-01-1\",\"version\":\"1\","
          + "\"tool_count\":2}";

  static final Tool DEPLOY = Tool.builder("deploy").command("/opt/deploy").runAs("").build();
  static final Tool STATUS = Tool.builder("status").command("status").build();

  private Samples() {}

  static Registration agent(Tool... tools) {
    return Registration.builder("web-01-1", "web", "1", "web-01").tools(List.of(tools)).build();
  }
}
