package dev.runspec.registry.client;

import dev.runspec.registry.Instance;
import dev.runspec.registry.json.InstanceJson;
import java.util.List;

/** {@code GET /instances}. */
record InstancesEndpoint(Liveness liveness) implements Endpoint<List<Instance>> {

  @Override
  public String action() {
    return "list instances";
  }

  @Override
  public String path() {
    return "/instances" + liveness.query();
  }

  @Override
  public List<Instance> read(byte[] body) {
    return InstanceJson.readAll(body);
  }
}
