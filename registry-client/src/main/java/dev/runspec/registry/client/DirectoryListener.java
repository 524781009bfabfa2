package dev.runspec.registry.client;

import dev.runspec.registry.ToolGroup;
import java.util.Optional;

/**
 * What is told how a {@link ToolDirectory} changes. Every method is called on the directory's own
 * thread, one after the other; while one runs, the directory goes on to take in what happens, but
 * tells nothing and reads nothing afresh. Changes that come meanwhile are told as one. What a
 * method throws is logged and changes nothing.
 *
 * <p>A tool is here, as in {@link ToolDirectory#tool(dev.runspec.registry.ToolName)}, one that a
 * live instance has.
 */
public interface DirectoryListener {

  /** A tool is there that was not. */
  default void added(ToolGroup tool) {}

  /** A tool is another one, or other hosts have it, or run it in another way. */
  default void changed(ToolGroup before, ToolGroup after) {}

  /** A tool is gone: nobody who lives has it. */
  default void removed(ToolGroup tool) {}

  /**
   * The directory stands otherwise, or stays away from the registry for another cause. What it
   * knows by then has been told.
   *
   * @param cause why, where a request failed
   */
  default void became(DirectoryState state, Optional<RegistryException> cause) {}
}
