package dev.runspec.registry.client;

import dev.runspec.registry.json.Acknowledgement;

/** {@code GET /health}. */
record HealthEndpoint() implements Endpoint<Health> {

  @Override
  public String operation() {
    return "health";
  }

  @Override
  public String action() {
    return "ask for the registry's health";
  }

  @Override
  public String path() {
    return "/health";
  }

  @Override
  public Health read(Answer answer) {
    return new Health(Acknowledgement.read(answer.body()).status());
  }
}
