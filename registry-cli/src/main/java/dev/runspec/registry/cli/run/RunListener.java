package dev.runspec.registry.cli.run;

import dev.runspec.registry.HostName;
import java.io.IOException;

/** Hears what happens on several hosts. It is called by many threads at the same time. */
public interface RunListener {

  /** The streams of a tool. */
  enum Channel {
    STDOUT,
    STDERR
  }

  /** A host's turn has come. */
  void started(HostName host);

  /**
   * A tool wrote a line.
   *
   * @param bytes the line without its end
   * @param isWhole whether it had an end; else it was too long, or the last words
   * @throws IOException when nobody listens any more; everything is ended then
   */
  void said(HostName host, Channel channel, byte[] bytes, boolean isWhole) throws IOException;

  /** It is over with a host, or never began. */
  void ended(HostOutcome outcome);
}
