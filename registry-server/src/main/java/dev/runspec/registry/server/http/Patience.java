package dev.runspec.registry.server.http;

import dev.runspec.registry.server.observe.LimitKind;
import io.helidon.webserver.CloseConnectionException;
import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How long we still wait for the other end of one connection. Its own thread says what it waits
 * for; {@link SlowRequests} looks from outside and cuts it off when it is overdue. The one number
 * decides who wins.
 */
final class Patience {

  private static final long ENDLESS = Long.MAX_VALUE;
  private static final long OVERDUE = Long.MIN_VALUE;

  private final SlowRequests guard;
  private final Thread thread;
  private final AtomicLong due = new AtomicLong(ENDLESS);
  private volatile LimitKind reason = LimitKind.IDLE;
  private boolean bodyPending;
  private @Nullable InetAddress peer;

  Patience(SlowRequests guard, Thread thread) {
    this.guard = guard;
    this.thread = thread;
  }

  /** From now on we wait for the other end, for {@code nanos} and not longer. */
  void await(LimitKind kind, long nanos) {
    reason = kind;
    move(guard.elapsed() + nanos);
  }

  /** From now on it is our turn. */
  void rest() {
    move(ENDLESS);
  }

  /** Waits for the rest of the header. */
  void awaitHeader() {
    await(LimitKind.SLOW_HEADER, guard.limits().header().toNanos());
  }

  /** Something came: while we waited for a request, this is one. */
  void received() {
    if (reason == LimitKind.IDLE) {
      awaitHeader();
    }
  }

  /** Waits for the rest of the body. */
  void awaitBody() {
    await(LimitKind.SLOW_BODY, guard.limits().body().toNanos());
  }

  /** Waits until the answer is taken. */
  void awaitReader() {
    await(LimitKind.SLOW_READER, guard.limits().answer().toNanos());
  }

  /** Waits for the next request. */
  void awaitRequest() {
    await(LimitKind.IDLE, guard.limits().idle().toNanos());
  }

  /** The other end of the connection, which stays the same; asks only once. */
  InetAddress peer(Supplier<InetAddress> asking) {
    InetAddress known = peer;
    if (known == null) {
      known = asking.get();
      peer = known;
    }
    return known;
  }

  /** Whether bytes of a body are announced and not yet read. */
  boolean bodyPending() {
    return bodyPending;
  }

  void bodyPending(boolean pending) {
    bodyPending = pending;
  }

  boolean isOverdue() {
    return due.get() == OVERDUE;
  }

  /** Counts and cuts the connection off if it is overdue. */
  void cutIfOverdue(long now) {
    long then = due.get();
    if (then != OVERDUE && then <= now && due.compareAndSet(then, OVERDUE)) {
      guard.count(reason);
      thread.interrupt();
    }
  }

  private void move(long newDue) {
    long then = due.get();
    if (then == OVERDUE || !due.compareAndSet(then, newDue)) {
      throw new CloseConnectionException("too slow");
    }
  }
}
