package dev.runspec.registry.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.runspec.registry.server.ServerConfig.Start;
import dev.runspec.registry.server.observe.LogOutput;
import dev.runspec.registry.server.store.embedded.SqliteLibrary;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What {@code bin/prepare} has the JVM watch, so that it knows the classes and the hot methods of a
 * start: a registry that takes agents, is asked everything, ends, and starts again on what it kept.
 */
public final class Rehearsal {

  /** Few, since each waits for the disk, and with many tools. */
  private static final int AGENTS = 4;

  private static final int TOOLS = 300;
  private static final List<String> READS =
      List.of(
          "/tools",
          "/tools/tool-1",
          "/tools?limit=5",
          "/tools?q=job",
          "/tools?filter=labels.env%20%3D%3D%20prod",
          "/instances",
          "/instances/agent-1",
          "/hosts",
          "/overview",
          "/health/ready",
          "/metrics",
          "/");

  private static final String AGENT =
      """
      {"instance_id":"agent-#","name":"shop","version":"1.0","host":"host-#.example.org",\
      "heartbeat_interval":60,"labels":{"env":"prod"},"tools":[TOOLS]}""";
  private static final String TOOL =
      """
      {"name":"tool-#","description":"Does the job number #","inputSchema":{"type":"object",\
      "properties":{"env":{"type":"string","enum":["test","prod"]}}},"x-autonomy":"confirm",\
      "x-command":"/opt/shop/bin/job-#","x-run-as":"shop"}""";

  private Rehearsal() {}

  /** Leaves data in the first folder, and the unpacked library of SQLite in the second. */
  public static void main(String[] arguments) throws IOException {
    Path library = Path.of(arguments[1]);
    SqliteLibrary.unpack(library);
    System.setProperty(SqliteLibrary.FOLDER, library.toString());
    LogOutput.install();
    List<String> options =
        List.of("--host", "127.0.0.1", "--port", "0", "--rate-limit", "off", "--data-dir", "data");
    Path folder = Path.of(arguments[0]);
    if (!(ServerConfig.parse(options, Map.of(), new Properties(), folder) instanceof Start start)) {
      throw new IllegalStateException("these options start no registry: " + options);
    }
    try (RegistryServer server = RegistryServer.start(start.config())) {
      for (int agent = 0; agent < AGENTS; agent++) {
        expect(201, server, "POST", "/instances", registration(agent));
        expect(200, server, "POST", "/instances/agent-" + agent + "/heartbeat", "");
      }
      expect(200, server, "DELETE", "/instances/agent-0", "");
    }
    try (RegistryServer server = RegistryServer.start(start.config())) {
      System.out.println(server.greeting());
      for (String read : READS) {
        expect(200, server, "GET", read, "");
      }
    }
  }

  private static String registration(int agent) {
    String tools =
        IntStream.range(0, TOOLS)
            .mapToObj(number -> TOOL.replace("#", Integer.toString(number)))
            .collect(Collectors.joining(","));
    return AGENT.replace("#", Integer.toString(agent)).replace("TOOLS", tools);
  }

  /** A request of its own, without the classes of a client that the registry has no use for. */
  private static void expect(
      int status, RegistryServer server, String method, String path, String body)
      throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      String request =
          method
              + " "
              + path
              + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAccept-Encoding: gzip\r\n"
              + "Content-Type: application/json\r\nContent-Length: "
              + body.getBytes(UTF_8).length
              + "\r\n\r\n"
              + body;
      socket.getOutputStream().write(request.getBytes(UTF_8));
      String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
      if (!answer.startsWith("HTTP/1.1 " + status + " ")) {
        throw new IOException(
            method + " " + path + ": expected " + status + ", found " + answer.lines().toList());
      }
    }
  }
}
