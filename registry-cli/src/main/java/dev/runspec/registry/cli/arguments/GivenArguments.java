package dev.runspec.registry.cli.arguments;

import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.json.Documents;
import dev.runspec.registry.json.Values;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a call gives a tool, by the names and in the order of the tool's schema.
 *
 * @param values what is given; {@code null} in the call is as if it were not
 * @param properties what the schema says of each argument, given or not
 * @param required those that a call must give
 */
public record GivenArguments(
    Map<String, JsonDocument> values, Map<String, JsonDocument> properties, Set<String> required) {

  private static final int MOST_NAMED = 20;

  public GivenArguments {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    required = Set.copyOf(required);
  }

  /**
   * Reads the arguments of a call. As in the original, {@code dry_run} is another way to say {@code
   * dry-run}; what the schema does not have at all is refused, since it would be lost.
   *
   * @param arguments an object
   * @param schema the tool's input schema, an object
   * @throws UnfitArguments if they do not fit
   */
  public static GivenArguments of(JsonDocument arguments, JsonDocument schema) {
    Map<String, JsonDocument> described = Documents.members(schema);
    Map<String, JsonDocument> properties = object(described.get("properties"));
    Map<String, JsonDocument> rest = new HashMap<>(Documents.members(arguments));
    rest.values().removeIf(Values::isNull);
    Map<String, JsonDocument> values = new LinkedHashMap<>();
    Set<String> required = required(described.get("required"));
    for (String name : properties.keySet()) {
      JsonDocument value = rest.remove(name);
      String other = name.replace('-', '_');
      if (value == null && !properties.containsKey(other)) {
        value = rest.remove(other);
      }
      if (value != null) {
        values.put(name, value);
      } else if (required.contains(name) && !object(properties.get(name)).containsKey("default")) {
        throw new UnfitArguments("the argument " + name + " is missing");
      }
    }
    if (!rest.isEmpty()) {
      throw new UnfitArguments(
          "there is no argument "
              + rest.keySet().stream().sorted().findFirst().orElse("")
              + "; expected "
              + (properties.isEmpty() ? "none" : "some of " + named(properties.keySet())));
    }
    return new GivenArguments(values, properties, required);
  }

  /** What the schema says under {@code member} of the argument {@code name}; null for nothing. */
  @Nullable JsonDocument said(String name, String member) {
    return object(properties.get(name)).get(member);
  }

  private static String named(Set<String> names) {
    String some = names.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
    return names.size() > MOST_NAMED ? some + ", …" : some;
  }

  private static Map<String, JsonDocument> object(@Nullable JsonDocument document) {
    return document != null && Values.isObject(document) ? Documents.members(document) : Map.of();
  }

  private static Set<String> required(@Nullable JsonDocument list) {
    List<JsonDocument> names =
        list != null && Values.isArray(list) ? Values.elements(list) : List.of();
    return names.stream()
        .flatMap(name -> Values.string(name).stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** What a program reads of one value: a string as it is, all else as its JSON. */
  static String text(JsonDocument value) {
    return Values.string(value).orElseGet(value::text);
  }

  /** The single values of one that may be many. */
  static List<JsonDocument> each(JsonDocument value) {
    return Values.isArray(value) ? Values.elements(value) : List.of(value);
  }
}
