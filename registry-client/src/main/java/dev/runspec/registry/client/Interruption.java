package dev.runspec.registry.client;

/** How a thread of ours is interrupted, but for what must not be broken off. */
final class Interruption {

  private boolean isHeldOff;

  /** Interrupts {@code thread}, unless it holds that off. */
  synchronized void of(Thread thread) {
    if (!isHeldOff) {
      thread.interrupt();
    }
  }

  /** From now on this thread is not interrupted; whether it was, which it is no more. */
  synchronized boolean holdOff() {
    isHeldOff = true;
    return Thread.interrupted();
  }

  /** From now on it may be. */
  synchronized void allow() {
    isHeldOff = false;
  }
}
