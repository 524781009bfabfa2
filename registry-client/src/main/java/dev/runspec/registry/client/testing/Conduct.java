package dev.runspec.registry.client.testing;

import dev.runspec.registry.engine.Registry;
import org.jspecify.annotations.Nullable;

/**
 * How requests are treated, until another conduct takes its place: streams and waiting reads end
 * with it. Each is one of its own.
 */
final class Conduct {

  private final Registry registry;
  private final @Nullable Refusal refusal;
  private final boolean isSilent;

  private Conduct(Registry registry, @Nullable Refusal refusal, boolean isSilent) {
    this.registry = registry;
    this.refusal = refusal;
    this.isSilent = isSilent;
  }

  static Conduct answering(Registry registry) {
    return new Conduct(registry, null, false);
  }

  /** The same otherwise, with answers. */
  Conduct answering() {
    return new Conduct(registry, null, false);
  }

  /** The same otherwise, with nothing but this refusal. */
  Conduct refusing(Refusal other) {
    return new Conduct(registry, other, false);
  }

  /** The same otherwise, without a word. */
  Conduct silent() {
    return new Conduct(registry, null, true);
  }

  /** The same otherwise, with what this registry knows. */
  Conduct with(Registry other) {
    return new Conduct(other, refusal, isSilent);
  }

  /** What answers. */
  Registry registry() {
    return registry;
  }

  /** What answers instead; null unless so wished. */
  @Nullable Refusal refusal() {
    return refusal;
  }

  /** Whether nothing does. */
  boolean isSilent() {
    return isSilent;
  }
}
