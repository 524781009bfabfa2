package dev.runspec.registry.server.query;

import dev.runspec.registry.ToolDefinition;
import java.util.ArrayList;
import java.util.List;

/** What a tool is, as filters see it. */
final class DefinitionSubject implements Subject {

  static final List<String> AUTONOMY = List.of("x-autonomy");

  private final ToolDefinition definition;

  DefinitionSubject(ToolDefinition definition) {
    this.definition = definition;
  }

  @Override
  public Value value(Selector selector, Work work) {
    return switch (selector.field()) {
      case "name" -> Value.of(definition.name().value());
      case "description" -> DocumentValues.at(definition.description(), List.of(), work);
      case "schema_hash" -> Value.of(definition.hash());
      case "autonomy" -> below("x-autonomy", selector, work);
      case "schema", "inputSchema" ->
          DocumentValues.at(definition.inputSchema(), selector.below(), work);
      default -> DocumentValues.at(definition.document(), selector.path(), work);
    };
  }

  private Value below(String member, Selector selector, Work work) {
    List<String> path = new ArrayList<>(List.of(member));
    path.addAll(selector.below());
    return DocumentValues.at(definition.document(), path, work);
  }
}
