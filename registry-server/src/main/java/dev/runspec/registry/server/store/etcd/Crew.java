package dev.runspec.registry.server.store.etcd;

import dev.runspec.registry.engine.Feed;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.random.RandomGenerator;

/** Who does the work of a replica, and how it waits: all that has to do with threads. */
interface Crew extends AutoCloseable {

  /** Has this done by somebody who does nothing else. */
  Thread begin(Runnable work);

  /** Has this done again and again, with pauses between. */
  void every(Duration pause, Runnable work);

  /** Has this done soon, beside other things. */
  void soon(Runnable work);

  /** Those who do the pieces of a large work at once; whoever asks for them lets them go. */
  ExecutorService readers();

  /** Lets this time pass. */
  void pause(Duration time);

  /** Waits until all is seen that happened up to {@code revision}; false when it took too long. */
  boolean await(Feed feed, long revision, Duration atMost) throws InterruptedException;

  /** For what is not to happen everywhere at the same time. */
  RandomGenerator random();

  /** Does nothing again from here on. */
  void rest();

  /** Ends, once what was to be done soon is done, if that does not take long. */
  @Override
  void close();
}
