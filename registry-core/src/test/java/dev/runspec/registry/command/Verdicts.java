package dev.runspec.registry.command;

/** Opens a verdict, or fails with what it says instead. */
final class Verdicts {

  private Verdicts() {}

  static <T> T value(Verdict<T> verdict) {
    if (verdict instanceof Verdict.Accepted<T> accepted) {
      return accepted.value();
    }
    throw new AssertionError("refused: " + refusal(verdict).message());
  }

  static <T> Refusal refusal(Verdict<T> verdict) {
    if (verdict instanceof Verdict.Refused<T> refused) {
      return refused.refusal();
    }
    throw new AssertionError("accepted: " + verdict);
  }
}
