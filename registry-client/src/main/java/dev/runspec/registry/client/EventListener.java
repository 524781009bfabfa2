package dev.runspec.registry.client;

import dev.runspec.registry.InstanceEvent;
import dev.runspec.registry.Position;

/**
 * What is told by an {@link EventSubscription}. One call follows the other, in the order of the
 * registry's revisions, on threads of the client; while one runs, nothing more is read, and a
 * registry ends a stream that is not read. What a method throws is logged and changes nothing.
 */
public interface EventListener {

  /**
   * An instance changed.
   *
   * @param position where the registry stood then
   * @param event what happened; its kind is {@link dev.runspec.registry.ChangeKind#UNKNOWN} when
   *     only a newer registry knows what that was
   */
  void changed(Position position, InstanceEvent event);

  /**
   * Events were missed: whoever keeps a copy reads afresh what it keeps. Events go on from {@code
   * position}.
   */
  void reset(Position position, ResetReason reason);

  /**
   * Nothing that was asked for happened up to here. Told at least every 15 s, unless others are.
   */
  default void heard(Position position) {}

  /** The registry is there, and what had happened meanwhile has been told. */
  default void connected() {}

  /**
   * The registry is not there. It is tried again, for ever and with growing pauses, and events will
   * go on where they ended. Told again when another cause keeps it away.
   */
  default void disconnected(RegistryException cause) {}
}
