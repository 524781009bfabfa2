package dev.runspec.registry.client;

import dev.runspec.registry.ErrorCode;
import dev.runspec.registry.ToolGroup;
import dev.runspec.registry.ToolName;
import dev.runspec.registry.json.ToolGroupJson;
import java.util.Optional;

/** {@code GET /tools/{name}}. */
record ToolEndpoint(ToolName name, Liveness liveness) implements Endpoint<Optional<ToolGroup>> {

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
    return "/tools/" + PercentEncoding.segment(name.value()) + "?" + liveness.query();
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
