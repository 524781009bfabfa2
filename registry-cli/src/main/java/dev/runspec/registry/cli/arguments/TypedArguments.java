package dev.runspec.registry.cli.arguments;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The words after {@code --} as values by argument: {@code --name value}, {@code --name=value},
 * {@code --switch}, {@code --no-switch}, repeated for those that may have several.
 *
 * <p>The schema does not say which arguments stand without a name, which have short options, and
 * which subcommands there are. Words that may be such are not understood, and then neither is it
 * known what is missing.
 *
 * @param values what was understood
 * @param unknown names that the schema does not have, as they were typed
 * @param withoutValue arguments behind which a value is missing
 * @param isUnderstood whether all of it was
 * @param isSubcommand whether the first word may be a subcommand, which has arguments of its own
 * @param isHelp whether help is asked for, and nothing else matters
 */
record TypedArguments(
    Map<String, @Nullable Object> values,
    List<String> unknown,
    List<ToolArgument> withoutValue,
    boolean isUnderstood,
    boolean isSubcommand,
    boolean isHelp) {

  /** Those that runspec gives a tool by itself. */
  private static final Set<String> EVERYBODYS = Set.of("debug", "no-summary", "version");

  static TypedArguments read(ToolSchema schema, List<String> words) {
    Reader reader = new Reader(schema, words);
    reader.read();
    boolean isSubcommand = !words.isEmpty() && !words.get(0).startsWith("-");
    return new TypedArguments(
        reader.values,
        reader.unknown,
        reader.withoutValue,
        reader.isUnderstood,
        isSubcommand,
        reader.isHelp);
  }

  private static final class Reader {

    private final ToolSchema schema;
    private final List<String> words;
    private final Map<String, @Nullable Object> values = new LinkedHashMap<>();
    private final List<String> unknown = new ArrayList<>();
    private final List<ToolArgument> withoutValue = new ArrayList<>();
    private boolean isUnderstood = true;
    private boolean isHelp;
    private int at;

    Reader(ToolSchema schema, List<String> words) {
      this.schema = schema;
      this.words = words;
    }

    void read() {
      while (at < words.size()) {
        String word = words.get(at++);
        if (word.equals("--")) {
          isUnderstood &= at == words.size();
          return;
        }
        if (word.startsWith("--")) {
          int equals = word.indexOf('=');
          if (equals < 0) {
            named(word.substring(2));
          } else {
            assigned(word.substring(2, equals), word.substring(equals + 1));
          }
        } else {
          isHelp |= word.equals("-h");
          isUnderstood = false;
        }
      }
    }

    private void assigned(String name, String value) {
      Optional<ToolArgument> argument = schema.find(name);
      if (argument.isPresent()) {
        add(argument.get(), value);
      } else {
        strange(name);
      }
    }

    private void named(String name) {
      Optional<ToolArgument> found = schema.find(name);
      if (found.isEmpty()) {
        Optional<ToolArgument> switchedOff =
            name.startsWith("no-") ? schema.find(name.substring(3)) : Optional.empty();
        switchedOff
            .filter(ToolArgument::isSwitch)
            .ifPresentOrElse(each -> values.put(each.name(), false), () -> strange(name));
        return;
      }
      ToolArgument argument = found.get();
      String next = at < words.size() ? words.get(at) : null;
      if (argument.isSwitch() && (next == null || TypedValue.truth(next).isEmpty())) {
        values.put(argument.name(), true);
      } else if (next == null || isKnownName(next)) {
        withoutValue.add(argument);
      } else {
        at++;
        add(argument, next);
      }
    }

    private boolean isKnownName(String word) {
      int equals = word.indexOf('=');
      String name = equals < 0 ? word : word.substring(0, equals);
      return name.startsWith("--") && schema.find(name.substring(2)).isPresent();
    }

    private void strange(String name) {
      if (name.equals("help")) {
        isHelp = true;
      } else if (!EVERYBODYS.contains(name)) {
        unknown.add("--" + name);
      }
    }

    private void add(ToolArgument argument, String word) {
      if (argument.isMany()) {
        List<@Nullable Object> all = new ArrayList<>(JsonTree.array(values.get(argument.name())));
        all.addAll(TypedValue.several(argument, word));
        values.put(argument.name(), all);
      } else {
        values.put(argument.name(), TypedValue.single(argument, word));
      }
    }
  }
}
