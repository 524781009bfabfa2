package dev.runspec.registry.server.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Agents that speak to a registry, which has our key if it has any. */
final class Agents implements AutoCloseable {

  static final String KEY = "correct horse battery staple";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String address;

  Agents(String address) {
    this.address = address;
  }

  /**
   * Registers an agent whose id is its host and its name, and which beats every so many seconds.
   */
  Agents register(String name, String host, int interval, List<Map<String, Object>> tools) {
    return register(host + "-" + name, name, host, interval, Map.of("env", "prod"), tools);
  }

  Agents register(
      String id,
      String name,
      String host,
      int interval,
      Map<String, String> labels,
      List<Map<String, Object>> tools) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("instance_id", id);
    body.put("name", name);
    body.put("version", "2.4");
    body.put("host", host);
    body.put("heartbeat_interval", interval);
    body.put("labels", labels);
    body.put("tools", tools);
    send("POST", "/instances", body);
    return this;
  }

  Agents beat(String id, Map<String, Object> telemetry) {
    send("POST", instance(id) + "/heartbeat", Map.of("system", telemetry));
    return this;
  }

  Agents drain(String id) {
    send("POST", instance(id) + "/drain", Map.of());
    return this;
  }

  Agents deregister(String id) {
    send("DELETE", instance(id), Map.of());
    return this;
  }

  private static String instance(String id) {
    return "/instances/" + URLEncoder.encode(id, UTF_8).replace("+", "%20");
  }

  /** A tool with an object of arguments. */
  static Map<String, Object> tool(
      String name, String description, String autonomy, Map<String, Object> inputSchema) {
    Map<String, Object> tool = new LinkedHashMap<>();
    tool.put("name", name);
    tool.put("description", description);
    tool.put("inputSchema", inputSchema);
    tool.put("x-autonomy", autonomy);
    tool.put("x-command", "/opt/tools/bin/" + name);
    tool.put("x-run-as", "shop");
    tool.put("x-become-method", "sudo");
    return tool;
  }

  /** A tool without arguments. */
  static Map<String, Object> tool(String name, String description, String autonomy) {
    return tool(name, description, autonomy, Map.of("type", "object"));
  }

  private void send(String method, String path, Map<String, Object> body) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(address + path))
              .header("Content-Type", "application/json")
              .header("X-API-Key", KEY)
              .method(method, BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
              .build();
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      if (response.statusCode() >= 300) {
        throw new AssertionError(method + " " + path + ": " + response.body());
      }
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
