package dev.runspec.registry.cli.arguments;

import dev.harrel.jsonschema.Error;
import dev.runspec.registry.cli.NearNames;
import dev.runspec.registry.command.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is wrong with typed arguments, the first thing that is. */
final class Complaints {

  private static final int MOST_NAMED = 10;

  private final ToolSchema schema;
  private final TypedArguments typed;

  Complaints(ToolSchema schema, TypedArguments typed) {
    this.schema = schema;
    this.typed = typed;
  }

  /**
   * The first.
   *
   * @throws UncheckableSchema if nothing can be checked by the schema
   */
  Optional<Refusal> first() {
    if (typed.isHelp()) {
      return Optional.empty();
    }
    return unknown().or(this::withoutValue).or(this::missing).or(this::unfit);
  }

  private Optional<Refusal> unknown() {
    boolean isList = !schema.arguments().isEmpty() && !schema.isOpen() && !typed.isSubcommand();
    if (!isList || typed.unknown().isEmpty()) {
      return Optional.empty();
    }
    String name = typed.unknown().get(0);
    List<String> options = schema.arguments().stream().map(ToolArgument::option).toList();
    String near = NearNames.question(name, options);
    return Optional.of(new Refusal("argument " + name, "the tool has none" + near, some(options)));
  }

  private Optional<Refusal> withoutValue() {
    return typed.withoutValue().stream()
        .map(
            each ->
                new Refusal("argument " + each.option(), "its value is missing", each.accepted()))
        .findFirst();
  }

  /** Runspec's own parser takes the usual value where one is required and not given. */
  private Optional<Refusal> missing() {
    if (!typed.isUnderstood()) {
      return Optional.empty();
    }
    return schema.arguments().stream()
        .filter(each -> each.isRequired() && each.usual().isEmpty())
        .filter(each -> !typed.values().containsKey(each.name()))
        .map(each -> new Refusal("argument " + each.option(), "it is missing", each.accepted()))
        .findFirst();
  }

  private Optional<Refusal> unfit() {
    List<Error> errors = new Validation().errors(schema.tree(), typed.values());
    return errors.stream()
        .map(this::refusal)
        .flatMap(Optional::stream)
        .findFirst()
        .or(
            () ->
                errors.stream()
                    .map(
                        each ->
                            new Refusal(
                                "the arguments",
                                lowered(each.getError()),
                                "what the tool's --help says"))
                    .findFirst());
  }

  /** What an error says of one argument, if it is about one. */
  private Optional<Refusal> refusal(Error error) {
    String[] steps = error.getInstanceLocation().split("/", -1);
    if (steps.length < 2) {
      return Optional.empty();
    }
    String name = steps[1].replace("~1", "/").replace("~0", "~");
    return schema
        .find(name)
        .map(
            argument -> {
              Object value = at(typed.values().get(argument.name()), steps);
              List<String> choices =
                  argument.element().choices().stream().map(JsonTree::typed).toList();
              String near = near(JsonTree.typed(value), choices);
              return new Refusal(
                  "argument " + argument.option() + " " + JsonTree.typed(value),
                  reason(error) + near,
                  argument.accepted());
            });
  }

  /** Of short words all are near to each other. */
  private static String near(String value, List<String> choices) {
    return value.length() > 2 ? NearNames.question(value, choices) : "";
  }

  private static @Nullable Object at(@Nullable Object value, String[] steps) {
    if (steps.length > 2 && value instanceof List<?> list && steps[2].matches("[0-9]{1,6}")) {
      int index = Integer.parseInt(steps[2]);
      return index < list.size() ? list.get(index) : value;
    }
    return value;
  }

  private static String reason(Error error) {
    return switch (String.valueOf(error.getKeyword())) {
      case "type" -> "it is of another kind";
      case "enum", "const" -> "it is none of the choices";
      case "minimum", "exclusiveMinimum" -> "it is too small";
      case "maximum", "exclusiveMaximum" -> "it is too large";
      default -> lowered(error.getError());
    };
  }

  private static String lowered(String text) {
    return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
  }

  private static String some(List<String> names) {
    List<String> some = new ArrayList<>(names.stream().limit(MOST_NAMED).toList());
    if (some.size() < names.size()) {
      some.add("…");
    }
    return String.join(", ", some);
  }

  /** What is wrong with these words by this schema, the first thing that is. */
  static Optional<Refusal> about(ToolSchema schema, List<String> words) {
    return new Complaints(schema, TypedArguments.read(schema, words)).first();
  }
}
