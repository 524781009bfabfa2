package dev.runspec.registry.mcp;

import dev.runspec.registry.JsonDocument;
import java.time.Duration;
import java.util.List;

/** What a server offers to its clients. Used by many threads. */
public interface Toolbox {

  /** Who serves. */
  ServerInfo server();

  /** Whether clients are told when {@link #tools} changes. */
  boolean tellsChanges();

  /** For how long a client may go on with a list that it has. */
  Duration freshness();

  /** The tools, each name once, in the same order as long as they are the same. */
  List<OfferedTool> tools() throws InterruptedException;

  /**
   * Runs a tool, as long as it takes. An interrupt is the client's wish to end it.
   *
   * @param arguments an object
   * @param progress told of what happens on the way
   * @throws RpcFailure if there is no such tool
   * @throws InterruptedException if it was ended
   */
  CallResult call(String tool, JsonDocument arguments, ProgressLines progress)
      throws InterruptedException;
}
