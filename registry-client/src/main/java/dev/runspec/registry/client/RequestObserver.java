package dev.runspec.registry.client;

/**
 * What is told of every request that a client sends: the place to hang metrics on.
 *
 * @see RegistryClientBuilder#observer
 */
@FunctionalInterface
public interface RequestObserver {

  /**
   * Called once an attempt is over, on the thread that goes on with the answer: it should be quick.
   * What this throws is logged once and changes nothing. Attempts that were given up, because
   * nobody waited for them any more, are not told.
   */
  void observed(RequestOutcome outcome);
}
