package dev.runspec.registry.server.faults;

import java.util.function.UnaryOperator;

/** What a request does to an instance. Two of them are the same only if they are one object. */
final class Step {

  /** A beat. */
  static final Step BEAT = new Step("beat", Known::beating);

  private final String name;
  private final UnaryOperator<Known> effect;

  Step(String name, UnaryOperator<Known> effect) {
    this.name = name;
    this.effect = effect;
  }

  Known after(Known before) {
    return effect.apply(before);
  }

  @Override
  public String toString() {
    return name;
  }
}
