package dev.runspec.registry.server.query;

/**
 * How much work one request may still cause. A unit is about what looking at one character once
 * costs. Belongs to one thread.
 */
final class Work {

  /** Looking at one value, however short, and remembering what was seen. */
  static final int LOOK = 50;

  /** After so many units, others get their turn: a virtual thread is not interrupted by itself. */
  private static final long TURN = 1_000_000;

  private long left;
  private long turn = TURN;

  Work(long units) {
    this.left = units;
  }

  /**
   * Takes these units before they are used.
   *
   * @throws UsedUp if there are not so many
   */
  @SuppressWarnings("ThreadPriorityCheck") // fairness between requests, nothing depends on it
  void spend(long units) {
    left -= units;
    if (left < 0) {
      throw new UsedUp();
    }
    turn -= units;
    if (turn < 0) {
      turn = TURN;
      Thread.yield();
    }
  }

  /** The request asks for too much work. */
  static final class UsedUp extends RuntimeException {

    private static final long serialVersionUID = 1;

    UsedUp() {
      super("too much work for one request", null, false, false);
    }
  }
}
