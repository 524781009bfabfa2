package dev.runspec.registry.client;

import dev.runspec.registry.InstanceEvent;
import dev.runspec.registry.Position;
import java.lang.System.Logger.Level;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Applies events to a replica, on whatever thread they come, until one was missed; and keeps for
 * the directory's own thread, which it wakes, how that goes.
 */
final class DirectoryWatch implements EventListener {

  private static final System.Logger LOG = System.getLogger(DirectoryWatch.class.getName());

  private final Replica replica;
  private final Runnable upToDate;
  private final Semaphore alarm;
  private volatile boolean isConnected;
  private volatile @Nullable RegistryException failure;
  private volatile @Nullable ResetReason gap;

  /**
   * @param upToDate told whenever the replica is what the registry holds
   * @param alarm released when there is something new to know
   */
  DirectoryWatch(Replica replica, Runnable upToDate, Semaphore alarm) {
    this.replica = replica;
    this.upToDate = upToDate;
    this.alarm = alarm;
  }

  /** Whether the registry is there, and what had happened meanwhile is applied. */
  boolean isConnected() {
    return isConnected;
  }

  /** Why the registry is not there; null while it is not known why, or it is. */
  @Nullable RegistryException failure() {
    return failure;
  }

  /** Why events are missing; null as long as none is. */
  @Nullable ResetReason gap() {
    return gap;
  }

  @Override
  public void changed(Position position, InstanceEvent event) {
    if (gap == null) {
      if (isApplied(position, event)) {
        tellIfUpToDate();
      } else {
        gap = ResetReason.UNREADABLE;
      }
      alarm.release();
    }
  }

  private boolean isApplied(Position position, InstanceEvent event) {
    try {
      return replica.apply(position, event);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, () -> "the event at " + position + " cannot be applied", e);
      return false;
    }
  }

  @Override
  public void reset(Position position, ResetReason reason) {
    gap = reason;
    alarm.release();
  }

  @Override
  public void heard(Position position) {
    if (gap == null) {
      tellIfUpToDate();
    }
  }

  @Override
  public void connected() {
    isConnected = true;
    failure = null;
    if (gap == null) {
      tellIfUpToDate();
    }
    alarm.release();
  }

  @Override
  public void disconnected(RegistryException cause) {
    isConnected = false;
    failure = cause;
    alarm.release();
  }

  private void tellIfUpToDate() {
    if (isConnected) {
      upToDate.run();
    }
  }
}
