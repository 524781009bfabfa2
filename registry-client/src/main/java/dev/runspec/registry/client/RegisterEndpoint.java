package dev.runspec.registry.client;

import dev.runspec.registry.Registration;
import dev.runspec.registry.json.RegistrationJson;

/** {@code POST /instances}. */
record RegisterEndpoint(Registration registration) implements Endpoint<Receipt> {

  @Override
  public String operation() {
    return "register";
  }

  @Override
  public String action() {
    return "register " + registration.id();
  }

  @Override
  public String method() {
    return "POST";
  }

  @Override
  public String path() {
    return "/instances";
  }

  @Override
  public byte[] body() {
    return RegistrationJson.write(registration);
  }

  @Override
  public Receipt read(Answer answer) {
    return Receipt.read(answer.body());
  }
}
