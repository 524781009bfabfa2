package dev.runspec.registry;

/**
 * What a tool is, wherever it runs: its MCP document without the members that say how to run it.
 * The same tool on a thousand hosts has one definition.
 */
public final class ToolDefinition {

  private final ToolName name;
  private final JsonDocument document;
  private final JsonDocument description;
  private final JsonDocument inputSchema;
  private final String hash;

  /**
   * @param name its {@code name}
   * @param document the JSON object as sent, without the four execution members
   * @param description its {@code description}, a JSON string
   * @param inputSchema its {@code inputSchema}, a JSON object
   */
  public ToolDefinition(
      ToolName name, JsonDocument document, JsonDocument description, JsonDocument inputSchema) {
    this.name = name;
    this.document = document;
    this.description = description;
    this.inputSchema = inputSchema;
    this.hash = Sha256.hex(document.utf8());
  }

  public ToolName name() {
    return name;
  }

  /** The JSON object as sent, without the execution members. */
  public JsonDocument document() {
    return document;
  }

  /** The description as a JSON string. */
  public JsonDocument description() {
    return description;
  }

  /** The JSON Schema of the arguments, a JSON object. */
  public JsonDocument inputSchema() {
    return inputSchema;
  }

  /** The SHA-256 of {@link #document()} in hex: equal text, equal hash. */
  public String hash() {
    return hash;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ToolDefinition definition && hash.equals(definition.hash);
  }

  @Override
  public int hashCode() {
    return hash.hashCode();
  }

  @Override
  public String toString() {
    return document.toString();
  }
}
