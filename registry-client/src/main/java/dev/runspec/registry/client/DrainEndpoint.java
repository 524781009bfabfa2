package dev.runspec.registry.client;

import dev.runspec.registry.InstanceId;

/** {@code POST /instances/{id}/drain} and {@code …/undrain}. */
record DrainEndpoint(InstanceId id, Direction direction) implements Endpoint<Receipt> {

  /** Out of the lists or back. */
  enum Direction {
    DRAIN("drain"),
    UNDRAIN("undrain");

    private final String verb;

    Direction(String verb) {
      this.verb = verb;
    }
  }

  @Override
  public String operation() {
    return direction.verb;
  }

  @Override
  public String action() {
    return direction.verb + " " + id;
  }

  @Override
  public String method() {
    return "POST";
  }

  @Override
  public String path() {
    return Endpoint.instancePath(id) + "/" + direction.verb;
  }

  @Override
  public Receipt read(Answer answer) {
    return Receipt.read(answer.body());
  }
}
