package dev.runspec.registry.client;

import dev.runspec.registry.InstanceId;
import dev.runspec.registry.json.Publication;

/** {@code POST /instances/{id}/tools}. */
record PublishEndpoint(InstanceId id, Publication publication) implements Endpoint<Receipt> {

  @Override
  public String operation() {
    return "publish";
  }

  @Override
  public String action() {
    return "publish the tools of " + id;
  }

  @Override
  public String method() {
    return "POST";
  }

  @Override
  public String path() {
    return Endpoint.instancePath(id) + "/tools";
  }

  @Override
  public byte[] body() {
    return publication.utf8();
  }

  @Override
  public Receipt read(Answer answer) {
    return Receipt.read(answer.body());
  }
}
