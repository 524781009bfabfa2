package dev.runspec.registry.cli.ssh;

/**
 * Something that is run once, and can be ended from another thread.
 *
 * @param <T> how it ended
 */
public interface GuardedRun<T> extends AutoCloseable {

  /** Runs it and waits for its end. */
  T result();

  /** Ends it if it has not ended, and waits a little for that. */
  @Override
  void close();
}
