package dev.runspec.registry.client;

import dev.runspec.registry.InstanceId;

/** {@code DELETE /instances/{id}}. */
record DeregisterEndpoint(InstanceId id) implements Endpoint<Receipt> {

  @Override
  public String operation() {
    return "deregister";
  }

  @Override
  public String action() {
    return "deregister " + id;
  }

  @Override
  public String method() {
    return "DELETE";
  }

  @Override
  public String path() {
    return Endpoint.instancePath(id);
  }

  @Override
  public Receipt read(Answer answer) {
    return Receipt.read(answer.body());
  }
}
