package dev.runspec.registry.server.http;

import dev.runspec.registry.server.observe.LimitKind;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.task.InterruptableTask;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.time.Duration;
import java.util.Set;

/** The connections of a selector, each under the eyes of {@link SlowRequests} from its start. */
final class GuardedConnections implements ServerConnectionSelector {

  private final ServerConnectionSelector inner;
  private final SlowRequests guard;
  private final long most;

  /**
   * @param most most bytes that may wait unread on one connection
   */
  GuardedConnections(ServerConnectionSelector inner, SlowRequests guard, long most) {
    this.inner = inner;
    this.guard = guard;
    this.most = most;
  }

  @Override
  public int bytesToIdentifyConnection() {
    return inner.bytesToIdentifyConnection();
  }

  @Override
  public Support supports(BufferData data) {
    return inner.supports(data);
  }

  @Override
  public Set<String> supportedApplicationProtocols() {
    return inner.supportedApplicationProtocols();
  }

  @Override
  public ServerConnection connection(ConnectionContext context) {
    GuardedContext guarded = new GuardedContext(context, guard, most);
    return new Guarded(inner.connection(guarded), guarded.dataReader(), guard);
  }

  private static final class Guarded implements ServerConnection, InterruptableTask<Void> {

    private final ServerConnection inner;
    private final DataReader reader;
    private final SlowRequests guard;

    Guarded(ServerConnection inner, DataReader reader, SlowRequests guard) {
      this.inner = inner;
      this.reader = reader;
      this.guard = guard;
    }

    @Override
    public void handle(Limit limit) throws InterruptedException {
      Patience patience = guard.opened();
      try {
        inner.handle(limit);
      } finally {
        linger(patience);
        guard.closed(patience);
      }
    }

    /**
     * Reads on for a moment when a body was refused unread: closing at once would reset the
     * connection, and the caller would lose the answer that says why.
     */
    private void linger(Patience patience) {
      if (!patience.bodyPending() || patience.isOverdue()) {
        return;
      }
      try {
        patience.await(LimitKind.SLOW_BODY, guard.limits().linger().toNanos());
        while (true) {
          BufferData unused = reader.readBuffer();
        }
      } catch (DataReader.InsufficientDataAvailableException | CloseConnectionException e) {
        // They have closed, or they go on for too long: now we close.
      }
    }

    @Override
    public Duration idleTime() {
      return inner.idleTime();
    }

    @Override
    public void close(boolean interrupt) {
      inner.close(interrupt);
    }

    @Override
    public boolean canInterrupt() {
      return inner instanceof InterruptableTask<?> task && task.canInterrupt();
    }
  }
}
