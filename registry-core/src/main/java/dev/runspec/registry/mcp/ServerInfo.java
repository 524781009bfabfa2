package dev.runspec.registry.mcp;

import dev.runspec.registry.JsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * Who serves.
 *
 * @param name for programs
 * @param version of the software
 * @param instructions what a model should know before it uses the tools; null for nothing
 */
public record ServerInfo(String name, String version, @Nullable String instructions) {

  JsonDocument document() {
    return new JsonObject().put("name", name).put("version", version).document();
  }
}
