package dev.runspec.registry.engine;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whatever callers do at once, what they see is as if they had done it one after the other: {@link
 * OneAfterTheOther} says what that would be.
 */
@Tag("alone")
class LinearizabilityTest {

  /** How much is tried; more finds more. */
  private static final int EFFORT = Integer.getInteger("linearizability.effort", 1);

  @Test
  void callersInRealThreadsSeeOneOrder() {
    new StressOptions()
        .iterations(8 * EFFORT)
        .invocationsPerIteration(300)
        .threads(3)
        .actorsBefore(1)
        .actorsPerThread(3)
        .actorsAfter(2)
        .sequentialSpecification(OneAfterTheOther.class)
        .check(AtOnce.class);
  }

  /** The store has a thread that waits, which Lincheck cannot schedule; a feed has none. */
  @Test
  void whateverTheScheduleAFeedHasOneOrder() {
    new ModelCheckingOptions()
        .iterations(10 * EFFORT)
        .invocationsPerIteration(100)
        .threads(2)
        .actorsBefore(2)
        .actorsPerThread(3)
        .actorsAfter(1)
        .check(FeedAtOnce.class);
  }

  @Test
  void whateverTheScheduleALeaseHasOneOrder() {
    new ModelCheckingOptions()
        .iterations(15 * EFFORT)
        .invocationsPerIteration(100)
        .threads(2)
        .actorsBefore(1)
        .actorsPerThread(2)
        .actorsAfter(1)
        .check(LeaseAtOnce.class);
  }
}
