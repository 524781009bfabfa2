package dev.runspec.registry.mcp;

import dev.runspec.registry.JsonDocument;

/**
 * A tool as clients see it.
 *
 * @param name its name
 * @param definition the object that says all of it, its name among that
 */
public record OfferedTool(String name, JsonDocument definition) {}
