package dev.runspec.registry.cli.arguments;

import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.json.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The environment variables that a script finds its arguments in, by the names of the original's
 * earlier versions ({@code RUNSPEC_DRY_RUN}, defaults among them) and of its later ones ({@code
 * RUNSPEC_DEPLOY_ARG_DRY_RUN}, only what was given).
 */
public final class RunspecVariables {

  private static final String PREFIX = "RUNSPEC_";

  /** Variables that mean something else, whatever an argument is called. */
  private static final Set<String> OTHERS =
      Set.of("RUNSPEC_AGENT", "RUNSPEC_CONFIG", "RUNSPEC_ENV_FILE", "RUNSPEC_SERVE_CONTEXT");

  private RunspecVariables() {}

  /** The variables for a call of the tool {@code tool}. */
  public static Map<String, String> of(String tool, GivenArguments given) {
    Map<String, String> variables = new LinkedHashMap<>();
    for (String name : given.properties().keySet()) {
      JsonDocument value = given.values().get(name);
      put(variables, PREFIX + key(name), value == null ? given.said(name, "default") : value);
      put(variables, PREFIX + key(tool) + "_ARG_" + key(name), value);
    }
    return variables;
  }

  private static void put(
      Map<String, String> variables, String variable, @Nullable JsonDocument value) {
    if (value != null && !Values.isNull(value) && !OTHERS.contains(variable) && isName(variable)) {
      variables.put(variable, text(value));
    }
  }

  private static boolean isName(String variable) {
    return variable.indexOf('=') < 0 && variable.indexOf('\0') < 0;
  }

  private static String key(String name) {
    return name.toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_');
  }

  private static String text(JsonDocument value) {
    List<JsonDocument> values = GivenArguments.each(value);
    return values.stream().map(RunspecVariables::single).collect(Collectors.joining("\n"));
  }

  private static String single(JsonDocument value) {
    return switch (value.text()) {
      case "true" -> "1";
      case "false" -> "0";
      default -> GivenArguments.text(value).replace("\0", "");
    };
  }
}
