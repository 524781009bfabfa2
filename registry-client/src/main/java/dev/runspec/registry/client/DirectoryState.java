package dev.runspec.registry.client;

/** How a {@link ToolDirectory} stands. */
public enum DirectoryState {
  /** Nothing was read yet; what the directory has, if anything, comes from its file. */
  CONNECTING,
  /** It has what the registry has, and hears of every change. */
  LIVE,
  /**
   * The registry tells no events: it is an old one, or they do not get through. It is read anew
   * every few seconds.
   */
  POLLING,
  /** The registry is away. The directory answers from what it has, and tries again for ever. */
  RECONNECTING,
  /** Changes were missed. Everything is read afresh; until then it answers from what it has. */
  REREADING,
  /**
   * The registry is there and says that it knows no instance at all. Perhaps it lost its data: the
   * directory still answers from what it has, and hears of those who come back. When the grace is
   * over, what the registry says then is believed.
   */
  EMPTIED,
  /** Closed. It still answers from what it has. */
  CLOSED;

  /** Whether the registry is there. */
  public boolean isConnected() {
    return this == LIVE || this == POLLING || this == EMPTIED;
  }
}
