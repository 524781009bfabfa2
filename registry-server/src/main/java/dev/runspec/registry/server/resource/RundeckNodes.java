package dev.runspec.registry.server.resource;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** Hosts as nodes of Rundeck, in its {@code resource-json} format. */
final class RundeckNodes {

  private RundeckNodes() {}

  static void write(ExportedHost.All all, JsonGenerator json) throws IOException {
    json.writeStartObject();
    for (ExportedHost host : all.hosts()) {
      json.writeObjectFieldStart(host.name());
      json.writeStringField("nodename", host.name());
      Integer port = host.destination().port();
      json.writeStringField(
          "hostname",
          port == null ? host.destination().host() : host.addressBeforePort() + ":" + port);
      String user = host.destination().user();
      if (user != null) {
        json.writeStringField("username", user);
      }
      json.writeArrayFieldStart("tags");
      for (String agent : host.agents()) {
        json.writeString(tag("agent:" + agent));
      }
      for (String tool : host.tools()) {
        json.writeString(tag("tool:" + tool));
      }
      json.writeEndArray();
      for (var label : host.labels().entrySet()) {
        json.writeStringField("label:" + label.getKey(), label.getValue());
      }
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  /** In a filter a comma ends a tag, and a plus joins two. */
  private static String tag(String text) {
    return text.replaceAll("[,+\\s\\p{Cntrl}]", "_");
  }
}
