package dev.runspec.registry.cli.mcp;

import dev.runspec.registry.Autonomy;
import dev.runspec.registry.Execution;
import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.Tool;
import dev.runspec.registry.cli.agent.Agent;
import dev.runspec.registry.cli.arguments.CommandWords;
import dev.runspec.registry.cli.arguments.GivenArguments;
import dev.runspec.registry.cli.arguments.RunspecVariables;
import dev.runspec.registry.cli.arguments.UnfitArguments;
import dev.runspec.registry.command.RemoteCommand;
import dev.runspec.registry.command.RunPolicy;
import dev.runspec.registry.command.Verdict;
import dev.runspec.registry.json.Documents;
import dev.runspec.registry.json.Values;
import dev.runspec.registry.mcp.CallResult;
import dev.runspec.registry.mcp.JsonObject;
import dev.runspec.registry.mcp.OfferedTool;
import dev.runspec.registry.mcp.ProgressLines;
import dev.runspec.registry.mcp.RpcFailure;
import dev.runspec.registry.mcp.ServerInfo;
import dev.runspec.registry.mcp.Toolbox;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tools of this host's agent, run here: what the original's {@code serve} offers. */
public final class AgentTools implements Toolbox {

  private static final Duration FRESHNESS = Duration.ofHours(1);

  private final ServerInfo server;
  private final Agent agent;
  private final Map<String, Tool> tools = new LinkedHashMap<>();

  /**
   * The tools of this agent.
   *
   * @param name what it calls itself
   */
  public AgentTools(Agent agent, String name) {
    this.server = new ServerInfo(name, agent.config().version(), null);
    this.agent = agent;
    agent.tools().forEach(tool -> tools.put(tool.name().value(), tool));
  }

  @Override
  public ServerInfo server() {
    return server;
  }

  @Override
  public boolean tellsChanges() {
    return false;
  }

  @Override
  public Duration freshness() {
    return FRESHNESS;
  }

  @Override
  public List<OfferedTool> tools() {
    return tools.values().stream().map(AgentTools::offered).toList();
  }

  /** As it is published, without how it is run, and with what hosts of models look at. */
  private static OfferedTool offered(Tool tool) {
    Map<String, JsonDocument> members = Documents.members(tool.definition().document());
    boolean isHarmless = Autonomy.AUTONOMOUS == Exposure.autonomyOf(members);
    return new OfferedTool(
        tool.name().value(),
        new JsonObject()
            .putAll(members)
            .put("annotations", new JsonObject().put("destructiveHint", !isHarmless))
            .document());
  }

  @Override
  public CallResult call(String name, JsonDocument arguments, ProgressLines progress)
      throws InterruptedException {
    Tool tool = tools.get(name);
    if (tool == null) {
      throw RpcFailure.unknownTool(name);
    }
    Verdict<LocalRun> verdict;
    try {
      GivenArguments given = GivenArguments.of(arguments, tool.definition().inputSchema());
      verdict = run(tool, CommandWords.of(given), variables(name, given));
    } catch (UnfitArguments e) {
      return CallResult.refused(String.valueOf(e.getMessage()));
    }
    return switch (verdict) {
      case Verdict.Accepted<LocalRun> accepted -> result(tool, accepted.value(), progress);
      case Verdict.Refused<LocalRun> refused ->
          CallResult.refused("refused to run " + name + ": " + refused.refusal().message());
    };
  }

  private static CallResult result(Tool tool, LocalRun run, ProgressLines progress)
      throws InterruptedException {
    String name = tool.name().value();
    long start = System.nanoTime();
    try {
      Finished finished = run.finished(progress);
      return result(tool, finished, Duration.ofNanos(System.nanoTime() - start));
    } catch (IOException e) {
      return CallResult.refused(
          "the script of "
              + name
              + " could not be started: "
              + e.getMessage()
              + "; expected it beside the runspec.toml, in its bin, or on the PATH");
    }
  }

  private Map<String, String> variables(String name, GivenArguments given) {
    Map<String, String> variables = RunspecVariables.of(name, given);
    variables.put("RUNSPEC_AGENT", "1");
    variables.put("RUNSPEC_CONFIG", agent.file().toString());
    return variables;
  }

  /** As this user, or, as later versions of the original do, as the one that the file names. */
  private static Verdict<LocalRun> run(
      Tool tool, List<String> words, Map<String, String> variables) {
    Execution execution = tool.execution();
    String command = execution.command() == null ? tool.name().value() : execution.command();
    if (execution.runAs() == null || execution.runAs().isEmpty()) {
      List<String> argv = new ArrayList<>(List.of(command));
      argv.addAll(words);
      return new Verdict.Accepted<>(new LocalRun(argv, variables));
    }
    List<String> line = new ArrayList<>();
    variables.forEach((variable, value) -> line.add(variable + "=" + value));
    line.add(command);
    line.addAll(words);
    Execution through =
        new Execution("env", execution.runAs(), execution.becomeMethod(), execution.becomeFlags());
    return switch (RemoteCommand.of(through, line, RunPolicy.standard())) {
      case Verdict.Accepted<RemoteCommand> accepted ->
          new Verdict.Accepted<>(
              new LocalRun(List.of("/bin/sh", "-c", "exec " + accepted.value().shell()), Map.of()));
      case Verdict.Refused<RemoteCommand> refused -> new Verdict.Refused<>(refused.refusal());
    };
  }

  private static CallResult result(Tool tool, Finished finished, Duration took) {
    JsonObject meta =
        new JsonObject()
            .put("tool", tool.name().value())
            .put("duration_ms", took.toMillis())
            .put("exit_code", finished.exitCode());
    JsonDocument structured =
        finished.json().filter(json -> writesJson(tool) && Values.isObject(json)).orElse(null);
    return new CallResult(
        finished.text(), structured, !finished.isSuccess(), Map.of("runspec", meta.document()));
  }

  private static boolean writesJson(Tool tool) {
    return JsonDocument.string("json")
        .equals(Documents.members(tool.definition().document()).get("x-output"));
  }
}
