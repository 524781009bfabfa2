package dev.runspec.registry.server.resource;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Hosts as a dynamic inventory of Ansible, in groups of their agents, tools and labels. Ansible
 * evaluates what it takes for a template: a label that looks like one is left out.
 */
final class AnsibleInventory {

  private static final Pattern TEMPLATE = Pattern.compile("\\{[{%#]");

  private AnsibleInventory() {}

  static void write(ExportedHost.All all, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeObjectFieldStart("_meta");
    json.writeObjectFieldStart("hostvars");
    for (ExportedHost host : all.hosts()) {
      json.writeObjectFieldStart(host.name());
      writeVariables(host, json);
      json.writeEndObject();
    }
    json.writeEndObject();
    json.writeEndObject();
    for (Map.Entry<String, NavigableSet<String>> group : groups(all).entrySet()) {
      json.writeObjectFieldStart(group.getKey());
      json.writeArrayFieldStart("hosts");
      for (String host : group.getValue()) {
        json.writeString(host);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void writeVariables(ExportedHost host, JsonGenerator json) throws IOException {
    if (!host.isWhereItsNameSays()) {
      json.writeStringField("ansible_host", host.destination().host());
    }
    Integer port = host.destination().port();
    if (port != null) {
      json.writeNumberField("ansible_port", port);
    }
    String user = host.destination().user();
    if (user != null) {
      json.writeStringField("ansible_user", user);
    }
    json.writeObjectFieldStart("runspec_labels");
    for (Map.Entry<String, String> label : host.labels().entrySet()) {
      if (!TEMPLATE.matcher(label.getKey()).find() && !TEMPLATE.matcher(label.getValue()).find()) {
        json.writeStringField(label.getKey(), label.getValue());
      }
    }
    json.writeEndObject();
  }

  /** All in {@code runspec}, and each in those of what it has. */
  private static NavigableMap<String, NavigableSet<String>> groups(ExportedHost.All all) {
    NavigableMap<String, NavigableSet<String>> groups = new TreeMap<>();
    groups.put("runspec", new TreeSet<>());
    for (ExportedHost host : all.hosts()) {
      NavigableSet<String> names = new TreeSet<>();
      names.add("runspec");
      host.agents().forEach(agent -> names.add(name("agent_" + agent)));
      host.tools().forEach(tool -> names.add(name("tool_" + tool)));
      host.labels().forEach((key, value) -> names.add(name("label_" + key + "_" + value)));
      names.forEach(name -> groups.computeIfAbsent(name, each -> new TreeSet<>()).add(host.name()));
    }
    return groups;
  }

  /** What Ansible takes for a group's name: the rest becomes {@code _}. */
  private static String name(String text) {
    return text.replaceAll("[^A-Za-z0-9_]", "_");
  }
}
