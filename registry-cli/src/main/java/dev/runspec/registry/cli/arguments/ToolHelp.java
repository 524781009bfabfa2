package dev.runspec.registry.cli.arguments;

import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.ToolGroup;
import dev.runspec.registry.cli.output.Visible;
import java.util.ArrayList;
import java.util.List;

/** The arguments of a tool for people, in lines. */
public final class ToolHelp {

  private static final int WIDEST_NAME = 24;

  private ToolHelp() {}

  /** What the schema that most hosts agree on says, and that there are others. */
  public static List<String> lines(ToolGroup group) {
    List<String> lines = new ArrayList<>();
    lines.add("Arguments of " + Visible.of(group.name().value()) + ", which come after --:");
    try {
      ToolSchema schema = ToolSchema.of(group.inputSchema());
      schema.arguments().forEach(argument -> add(argument, lines));
      if (schema.arguments().isEmpty()) {
        lines.add("  Its schema names none.");
      }
    } catch (UncheckableSchema e) {
      lines.add("  Its schema " + Visible.of(String.valueOf(e.getMessage())) + ".");
    }
    long schemas =
        group.hosts().stream()
            .map(place -> ToolSchemas.on(place, group).orElse(JsonDocument.EMPTY_OBJECT))
            .distinct()
            .count();
    if (schemas > 1) {
      lines.add("  Some hosts have others; tools diff shows how they differ.");
    }
    return lines;
  }

  private static void add(ToolArgument argument, List<String> lines) {
    String name = "  " + Visible.of(argument.option());
    String need =
        argument.usual().map(usual -> "; " + Visible.of(usual) + " unless given").orElse("");
    String required = need.isEmpty() && argument.isRequired() ? "; required" : need;
    String facts = Visible.of(argument.accepted()) + required;
    if (name.length() < WIDEST_NAME) {
      lines.add(name + " ".repeat(WIDEST_NAME - name.length()) + facts);
    } else {
      lines.add(name);
      lines.add(" ".repeat(WIDEST_NAME) + facts);
    }
    if (!argument.description().isEmpty()) {
      lines.add(" ".repeat(WIDEST_NAME) + Visible.of(argument.description()));
    }
  }
}
