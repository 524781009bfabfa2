package dev.runspec.registry.server.store.etcd;

import dev.runspec.registry.engine.Feed;
import dev.runspec.registry.server.simulation.AtOnce;
import dev.runspec.registry.server.simulation.Strands;
import dev.runspec.registry.server.store.etcd.gateway.SimulatedMembers;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.random.RandomGenerator;

/** The crew of a replica in virtual time. What is done seldom is done more often. */
final class SimulatedCrew implements Crew {

  private static final Duration SELDOM = Duration.ofMinutes(1);

  private final Strands.Program process;
  private final Random random;
  private final Object author;
  private int underWay;
  private boolean isResting;

  /**
   * A crew.
   *
   * @param author in whose name it asks etcd
   */
  SimulatedCrew(Strands.Program process, Random random, Object author) {
    this.process = process;
    this.random = random;
    this.author = author;
  }

  @Override
  public Thread begin(Runnable work) {
    return process.start(
        () -> {
          SimulatedMembers.author(author);
          work.run();
        });
  }

  @Override
  public void every(Duration pause, Runnable work) {
    Thread unused =
        begin(
            () -> {
              while (!isResting) {
                process.sleep(pause.compareTo(SELDOM) < 0 ? pause : seldom());
                if (!isResting) {
                  work.run();
                }
              }
            });
  }

  private Duration seldom() {
    return Duration.ofSeconds(random.nextLong(3, 20));
  }

  @Override
  public void soon(Runnable work) {
    underWay++;
    Thread unused =
        begin(
            () -> {
              try {
                work.run();
              } finally {
                underWay--;
              }
            });
  }

  @Override
  public ExecutorService readers() {
    return new AtOnce();
  }

  @Override
  public void pause(Duration time) {
    process.sleep(time);
  }

  @Override
  public boolean await(Feed feed, long revision, Duration atMost) {
    return process.await(() -> isSeen(feed, revision), atMost);
  }

  static boolean isSeen(Feed feed, long revision) {
    try {
      return feed.await(revision, Duration.ZERO);
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts who does not wait", e);
    }
  }

  @Override
  public RandomGenerator random() {
    return random;
  }

  @Override
  public void rest() {
    isResting = true;
  }

  @Override
  public void close() {
    rest();
    boolean unused = process.await(() -> underWay == 0, Duration.ofSeconds(5));
  }
}
