package dev.runspec.registry.client;

import dev.runspec.registry.Heartbeat;
import dev.runspec.registry.InstanceId;
import dev.runspec.registry.json.HeartbeatJson;

/** {@code POST /instances/{id}/heartbeat}. */
record HeartbeatEndpoint(InstanceId id, Heartbeat heartbeat) implements Endpoint<Receipt> {

  @Override
  public String operation() {
    return "heartbeat";
  }

  @Override
  public String action() {
    return "beat for " + id;
  }

  @Override
  public String method() {
    return "POST";
  }

  @Override
  public String path() {
    return Endpoint.instancePath(id) + "/heartbeat";
  }

  @Override
  public byte[] body() {
    return HeartbeatJson.write(heartbeat);
  }

  @Override
  public Receipt read(Answer answer) {
    return Receipt.read(answer.body());
  }
}
