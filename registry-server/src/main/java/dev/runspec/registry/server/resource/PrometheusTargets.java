package dev.runspec.registry.server.resource;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** Hosts as targets of Prometheus, for its {@code http_sd_configs}. */
final class PrometheusTargets {

  private PrometheusTargets() {}

  /** The targets at this port, which is an exporter's: the registry knows none. */
  static void write(ExportedHost.All all, int port, JsonGenerator json) throws IOException {
    json.writeStartArray();
    for (ExportedHost host : all.hosts()) {
      json.writeStartObject();
      json.writeArrayFieldStart("targets");
      json.writeString(host.addressBeforePort() + ":" + port);
      json.writeEndArray();
      json.writeObjectFieldStart("labels");
      for (Map.Entry<String, String> label : labels(host).entrySet()) {
        json.writeStringField(label.getKey(), label.getValue());
      }
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /**
   * All behind a prefix: a label of an agent cannot say where Prometheus goes, or what a job is.
   */
  private static Map<String, String> labels(ExportedHost host) {
    Map<String, String> labels = new TreeMap<>();
    labels.put("runspec_host", host.name());
    labels.put("runspec_agents", String.join(",", host.agents()));
    host.labels()
        .forEach(
            (key, value) ->
                labels.putIfAbsent("label_" + key.replaceAll("[^A-Za-z0-9_]", "_"), value));
    return labels;
  }
}
