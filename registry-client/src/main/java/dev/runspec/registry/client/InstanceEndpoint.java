package dev.runspec.registry.client;

import dev.runspec.registry.ErrorCode;
import dev.runspec.registry.Instance;
import dev.runspec.registry.InstanceId;
import dev.runspec.registry.json.InstanceJson;
import java.util.Optional;

/** {@code GET /instances/{id}}. */
record InstanceEndpoint(InstanceId id) implements Endpoint<Optional<Instance>> {

  @Override
  public String operation() {
    return "look-up-instance";
  }

  @Override
  public String action() {
    return "look up the instance " + id;
  }

  @Override
  public String path() {
    return Endpoint.instancePath(id);
  }

  @Override
  public Optional<Instance> read(Answer answer) {
    return Optional.of(InstanceJson.read(answer.body()));
  }

  @Override
  public Optional<Instance> unless(RegistryRefused refusal) {
    if (refusal.code() == ErrorCode.INSTANCE_NOT_FOUND) {
      return Optional.empty();
    }
    throw refusal;
  }
}
