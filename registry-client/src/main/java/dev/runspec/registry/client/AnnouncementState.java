package dev.runspec.registry.client;

/** How an {@link Announcement} stands. */
public enum AnnouncementState {
  /** The registry has not answered yet. */
  CONNECTING,
  /** The registry knows the agent, and beats go through. */
  LIVE,
  /** The last try failed; the next one comes by itself. */
  RETRYING,
  /** Over. */
  CLOSED
}
