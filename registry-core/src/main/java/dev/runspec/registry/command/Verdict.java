package dev.runspec.registry.command;

/**
 * What became of something that the registry said: either a value that may be used, or a refusal.
 *
 * @param <T> the value
 */
public sealed interface Verdict<T> {

  /**
   * It may be used.
   *
   * @param <T> the value
   * @param value what was built from it
   */
  record Accepted<T>(T value) implements Verdict<T> {}

  /**
   * It may not be used, and nothing was done with it.
   *
   * @param <T> the value that there is none of
   * @param refusal why
   */
  record Refused<T>(Refusal refusal) implements Verdict<T> {}
}
