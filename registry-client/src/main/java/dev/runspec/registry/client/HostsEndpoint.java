package dev.runspec.registry.client;

import dev.runspec.registry.HostEntry;
import dev.runspec.registry.json.HostEntryJson;
import java.util.List;

/** {@code GET /hosts}. */
record HostsEndpoint(Liveness liveness) implements Endpoint<List<HostEntry>> {

  @Override
  public String action() {
    return "list hosts";
  }

  @Override
  public String path() {
    return "/hosts" + liveness.query();
  }

  @Override
  public List<HostEntry> read(byte[] body) {
    return HostEntryJson.readAll(body);
  }
}
