package dev.runspec.registry.cli.output;

import dev.runspec.registry.cli.policy.PlacedRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** How the rules of policies are shown. */
public final class RuleListing {

  private static final Set<String> OF_COLUMNS = Set.of("hosts", "tools", "callers");

  /** Rules, a row each. */
  public static final Listing<PlacedRule> RULES =
      new Listing<>(
          List.of(
              Column.always("OF", placed -> origin(placed)),
              Column.always("HOSTS", placed -> member(placed, "hosts", "")),
              Column.always("TOOLS", placed -> member(placed, "tools", "*")),
              Column.always("CALLERS", placed -> member(placed, "callers", "people,agents")),
              Column.whole("TERMS", RuleListing::terms),
              Column.whole("RULE", placed -> placed.file().place(placed.rule()))),
          placed -> placed.file().place(placed.rule()),
          placed -> JsonText.utf8(json(placed)));

  private RuleListing() {}

  private static String origin(PlacedRule placed) {
    return placed.file().origin().name().toLowerCase(Locale.ROOT);
  }

  private static String member(PlacedRule placed, String member, String otherwise) {
    Object value = placed.rule().said().get(member);
    return value == null ? otherwise : text(value);
  }

  private static String terms(PlacedRule placed) {
    String terms =
        placed.rule().said().entrySet().stream()
            .filter(member -> !OF_COLUMNS.contains(member.getKey()))
            .map(member -> member.getKey() + "=" + text(member.getValue()))
            .collect(Collectors.joining(" "));
    return terms.isEmpty() ? "allow=true" : terms;
  }

  private static String text(Object value) {
    if (value instanceof List<?> list) {
      return list.stream()
          .map(each -> each.toString().isEmpty() ? "\"\"" : each.toString())
          .collect(Collectors.joining(","));
    }
    if (value instanceof Map<?, ?> table) {
      return table.entrySet().stream()
          .map(member -> member.getKey() + ":" + text(member.getValue()))
          .collect(Collectors.joining(";"));
    }
    return value.toString();
  }

  private static Map<String, Object> json(PlacedRule placed) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("of", origin(placed));
    json.put("file", placed.file().path());
    json.put("line", placed.rule().line());
    json.putAll(placed.rule().said());
    return json;
  }
}
