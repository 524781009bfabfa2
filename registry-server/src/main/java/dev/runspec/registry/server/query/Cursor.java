package dev.runspec.registry.server.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.runspec.registry.HostName;
import dev.runspec.registry.InstanceId;
import dev.runspec.registry.ToolName;
import dev.runspec.registry.catalog.Slot;
import java.util.Base64;

/**
 * What was seen last of a list: the next page begins behind it, whether or not it is still there.
 * Callers take it for a word without meaning.
 *
 * @param kind the list
 * @param key the key of the last entry: a tool, an instance id, or a host
 * @param agent the name of the agent, in a list of hosts, else empty
 */
record Cursor(ListKind kind, String key, String agent) {

  static Cursor after(ToolName tool) {
    return new Cursor(ListKind.TOOLS, tool.value(), "");
  }

  static Cursor after(InstanceId instance) {
    return new Cursor(ListKind.INSTANCES, instance.value(), "");
  }

  static Cursor after(Slot slot) {
    return new Cursor(ListKind.HOSTS, slot.host().value(), slot.name());
  }

  /**
   * Reads the cursor of such a list.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Cursor parse(ListKind kind, String text) {
    String told = new String(Base64.getUrlDecoder().decode(text), UTF_8);
    int colon = told.indexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException("cursor has no length");
    }
    int length = Integer.parseInt(told.substring(1, colon));
    int end = Math.addExact(colon + 1, length);
    if (length < 0 || end > told.length()) {
      throw new IllegalArgumentException("cursor is too short");
    }
    String key = told.substring(colon + 1, end);
    Cursor cursor =
        switch (kind) {
          case TOOLS -> after(new ToolName(key));
          case INSTANCES -> after(new InstanceId(key));
          case HOSTS -> after(new Slot(new HostName(key), told.substring(end), 0));
        };
    if (!cursor.toString().equals(text)) {
      throw new IllegalArgumentException("cursor is not as we write it");
    }
    return cursor;
  }

  ToolName tool() {
    return new ToolName(key);
  }

  InstanceId instance() {
    return new InstanceId(key);
  }

  Slot slot() {
    return new Slot(new HostName(key), agent, 0);
  }

  /** As it travels. */
  @Override
  public String toString() {
    String told = kind.letter() + "" + key.length() + ":" + key + agent;
    return Base64.getUrlEncoder().withoutPadding().encodeToString(told.getBytes(UTF_8));
  }
}
