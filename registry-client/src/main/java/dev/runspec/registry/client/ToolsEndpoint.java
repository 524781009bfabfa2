package dev.runspec.registry.client;

import dev.runspec.registry.ToolGroup;
import dev.runspec.registry.json.ToolGroupJson;
import java.util.List;

/** {@code GET /tools}. */
record ToolsEndpoint(Liveness liveness) implements Endpoint<List<ToolGroup>> {

  @Override
  public String action() {
    return "list tools";
  }

  @Override
  public String path() {
    return "/tools" + liveness.query();
  }

  @Override
  public List<ToolGroup> read(byte[] body) {
    return ToolGroupJson.readAll(body);
  }
}
