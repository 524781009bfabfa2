package dev.runspec.registry.client;

import dev.runspec.registry.ErrorCode;
import dev.runspec.registry.ToolGroup;
import dev.runspec.registry.ToolName;
import dev.runspec.registry.json.ToolGroupJson;
import java.util.Optional;

/**
 * {@code GET /tools/{name}}.
 *
 * @param isDefined whether every definition of it is wanted, too
 */
record ToolEndpoint(ToolName name, Liveness liveness, boolean isDefined)
    implements Endpoint<Optional<ToolGroup>> {

  ToolEndpoint(ToolName name, Liveness liveness) {
    this(name, liveness, false);
  }

  @Override
  public String operation() {
    return "look-up-tool";
  }

  @Override
  public String action() {
    return "look up the tool " + name;
  }

  @Override
  public String path() {
    return "/tools/"
        + PercentEncoding.segment(name.value())
        + "?"
        + liveness.query()
        + (isDefined ? "&variants=true" : "");
  }

  @Override
  public Optional<ToolGroup> read(Answer answer) {
    return Optional.of(ToolGroupJson.read(answer.body()));
  }

  @Override
  public Optional<ToolGroup> unless(RegistryRefused refusal) {
    if (refusal.code() == ErrorCode.TOOL_NOT_FOUND) {
      return Optional.empty();
    }
    throw refusal;
  }
}
