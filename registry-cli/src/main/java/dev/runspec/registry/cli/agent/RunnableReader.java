package dev.runspec.registry.cli.agent;

import dev.runspec.registry.BecomeMethod;
import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.Tool;
import dev.runspec.registry.ToolName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Turns the file's runnables into the tools that this host publishes. A runnable that is not for
 * this host, or not for callers from afar, is left out unread.
 */
final class RunnableReader {

  private static final Set<String> AUTONOMY_LEVELS =
      Set.of("autonomous", "confirm", "supervised", "manual");
  private static final String CONTEXTS = "true, false, or an array of \"local\" and \"remote\"";

  private final RunspecFile file;
  private final AgentConfig config;
  private final AgentEnvironment environment;
  private final List<String> warnings = new ArrayList<>();

  RunnableReader(RunspecFile file, AgentConfig config, AgentEnvironment environment) {
    this.file = file;
    this.config = config;
    this.environment = environment;
  }

  /** The tools in the order of the file: every table but {@code config}. */
  List<Tool> tools() {
    List<Tool> tools = new ArrayList<>();
    for (String name : file.root().keys()) {
      if (!name.equals("config") && file.root().isSection(name)) {
        file.root()
            .section(name)
            .filter(runnable -> isForThisHost(runnable) && isServed(runnable))
            .map(runnable -> tool(name, runnable))
            .ifPresent(tools::add);
      }
    }
    return tools;
  }

  /** What was met on the way, one line each. */
  List<String> warnings() {
    return List.copyOf(warnings);
  }

  private Tool tool(String name, Section runnable) {
    checkName(name);
    RunAs runAs = RunAs.of(runnable, environment);
    warnings.addAll(runAs.warnings());
    checkCommands(runnable);
    Tool.Builder tool =
        Tool.builder(name)
            .description(runnable.text("description").orElse(""))
            .member("x-autonomy", JsonDocument.string(autonomy(runnable)))
            .member("x-output", JsonDocument.string(runnable.text("output").orElse("text")))
            .inputSchema(ToolsJson.document(inputSchema(runnable)))
            .command(Script.command(name, file.folder(), environment))
            .runAs(runAs.user())
            .becomeMethod(becomeMethod(runnable));
    runnable
        .text("autonomy-reason")
        .filter(reason -> !reason.isEmpty())
        .ifPresent(
            reason -> tool.memberAfterSchema("x-autonomy-reason", JsonDocument.string(reason)));
    runnable.text("become_flags").filter(flags -> !flags.isEmpty()).ifPresent(tool::becomeFlags);
    return tool.build();
  }

  private boolean isForThisHost(Section runnable) {
    Optional<Object> hosts = runnable.value("hosts");
    if (hosts.isEmpty()) {
      return true;
    }
    String here = environment.host().value();
    return switch (hosts.get()) {
      // A bare text is searched for the host's name, as Python's "in" does.
      case String text -> text.isEmpty() || text.contains(here);
      case List<?> list -> list.isEmpty() || list.contains(here);
      default -> throw runnable.mistyped("hosts", "an array of host names");
    };
  }

  /** Whoever finds a tool in a registry comes from afar, so only "remote" matters here. */
  private static boolean isServed(Section runnable) {
    Optional<Object> serve = runnable.value("serve");
    if (serve.isEmpty()) {
      return true;
    }
    return switch (serve.get()) {
      case Boolean always -> always;
      case List<?> contexts -> {
        if (contexts.isEmpty() || !Set.of("local", "remote").containsAll(contexts)) {
          throw runnable.refused("serve", "is " + contexts, CONTEXTS);
        }
        yield contexts.contains("remote");
      }
      default -> throw runnable.mistyped("serve", CONTEXTS);
    };
  }

  private String autonomy(Section runnable) {
    Optional<String> own = runnable.text("autonomy");
    String level = own.orElse(config.defaultAutonomy());
    if (!AUTONOMY_LEVELS.contains(level)) {
      warnings.add(
          own.isPresent()
              ? runnable.remark("autonomy", unknownLevel(level))
              : runnable.remark(
                  "autonomy", "comes from config.autonomy-default, and " + unknownLevel(level)));
    }
    return level;
  }

  private static String unknownLevel(String level) {
    return "is \"" + level + "\", which is no level: autonomous, confirm, supervised or manual";
  }

  private static BecomeMethod becomeMethod(Section runnable) {
    String method = runnable.text("become_method").orElse("sudo");
    return BecomeMethod.named(method)
        .orElseThrow(
            () ->
                runnable.refused(
                    "become_method", "is \"" + method + "\"", "sudo, su, pbrun or dzdo"));
  }

  private static Map<String, Object> inputSchema(Section runnable) {
    Map<String, Object> properties = new LinkedHashMap<>();
    List<Object> required = new ArrayList<>();
    runnable
        .section("args")
        .ifPresent(
            arguments -> {
              for (String name : arguments.keys()) {
                Argument argument = Argument.read(arguments, name);
                properties.put(name, argument.schema());
                if (argument.required()) {
                  required.add(name);
                }
              }
            });
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("properties", properties);
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    return schema;
  }

  /** Sub-commands are not published, but a mistake in one is a mistake in the file. */
  private static void checkCommands(Section runnable) {
    runnable
        .section("commands")
        .ifPresent(
            commands -> {
              for (String name : commands.keys()) {
                Section command =
                    commands.section(name).orElseThrow(() -> commands.mistyped(name, "a table"));
                inputSchema(command);
                checkCommands(command);
              }
            });
  }

  private void checkName(String name) {
    try {
      ToolName ignored = new ToolName(name);
    } catch (IllegalArgumentException e) {
      throw file.root().refused(name, "is no name for a tool", "a name of 1 to 1024 characters");
    }
  }
}
