package dev.runspec.registry.client;

import java.util.Optional;

/** What is told how an {@link Announcement} fares. */
@FunctionalInterface
public interface AnnouncementListener {

  /**
   * Called on the announcement's own thread when its state changes, and when it keeps failing for
   * another cause. What this throws is logged and changes nothing.
   *
   * @param state how it stands now
   * @param cause why, when it is {@link AnnouncementState#RETRYING}; why the registry does not know
   *     that the agent left, when it is {@link AnnouncementState#CLOSED} and that is so
   */
  void changed(AnnouncementState state, Optional<RegistryException> cause);
}
