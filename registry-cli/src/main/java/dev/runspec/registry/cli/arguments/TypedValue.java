package dev.runspec.registry.cli.arguments;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A typed word as the JSON value that it most probably means. */
final class TypedValue {

  /** Those of runspec. */
  private static final Set<String> TRUE = Set.of("true", "1", "yes", "on");

  private static final Set<String> FALSE = Set.of("false", "0", "no", "off");

  /**
   * What may stand between several values in one word: the agent knows, the schema does not say.
   */
  private static final List<String> DELIMITERS = List.of(",", ";", ":", "|", " ");

  private TypedValue() {}

  /** Whether it is true or false in a word. */
  static Optional<Boolean> truth(String word) {
    String plain = word.toLowerCase(Locale.ROOT);
    return TRUE.contains(plain)
        ? Optional.of(true)
        : FALSE.contains(plain) ? Optional.of(false) : Optional.empty();
  }

  /** The values of an argument that may have several. */
  static List<Object> several(ToolArgument argument, String word) {
    ToolArgument one = argument.element();
    Optional<Object> whole = of(one, word);
    if (whole.isPresent()) {
      return List.of(whole.get());
    }
    for (String delimiter : DELIMITERS) {
      List<Optional<Object>> parts =
          Arrays.stream(word.split(Pattern.quote(delimiter), -1))
              .map(part -> of(one, part))
              .toList();
      if (parts.size() > 1 && parts.stream().allMatch(Optional::isPresent)) {
        return parts.stream().map(Optional::get).toList();
      }
    }
    return List.of(word);
  }

  /** The value of an argument that has one; a text where it is none that the argument may be. */
  static Object single(ToolArgument argument, String word) {
    return of(argument, word).orElse(word);
  }

  private static Optional<Object> of(ToolArgument argument, String word) {
    List<@Nullable Object> choices = argument.choices();
    if (!choices.isEmpty()) {
      for (Object choice : choices) {
        if (choice != null && JsonTree.typed(choice).equals(word)) {
          return Optional.of(choice);
        }
      }
      return Optional.empty();
    }
    Set<String> types = argument.types();
    Optional<Object> truth = truth(word).map(each -> each);
    if (types.contains("boolean") && truth.isPresent()) {
      return truth;
    }
    if (types.contains("integer") || types.contains("number")) {
      Optional<BigDecimal> number = JsonTree.number(word.strip());
      if (number.isPresent() && (types.contains("number") || ValueNode.isWhole(number.get()))) {
        return Optional.of(number.get());
      }
    }
    if (types.contains("object")) {
      Optional<Object> object = JsonTree.read(word);
      if (object.isPresent()) {
        return object;
      }
    }
    return types.isEmpty() || types.contains("string") ? Optional.of(word) : Optional.empty();
  }
}
