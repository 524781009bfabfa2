package dev.runspec.registry.client;

import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;

/** Tells an observer, and lets nothing that it throws do harm. */
final class Observations {

  private static final System.Logger LOG = System.getLogger(Observations.class.getName());

  private final RequestObserver observer;
  private final AtomicBoolean hasFailed = new AtomicBoolean();

  Observations(RequestObserver observer) {
    this.observer = observer;
  }

  void tell(RequestOutcome outcome) {
    try {
      observer.observed(outcome);
    } catch (RuntimeException e) {
      if (hasFailed.compareAndSet(false, true)) {
        LOG.log(Level.WARNING, () -> "the request observer failed, and is asked again", e);
      }
    }
  }
}
