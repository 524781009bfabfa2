package dev.runspec.registry.server.http;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.ProxyProtocolData;
import io.helidon.webserver.Router;
import io.helidon.webserver.ServerConnectionException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/**
 * A connection whose reader tells {@link SlowRequests} when something comes, and holds only so
 * much: Helidon's own would buffer a chunk-size line without an end until memory is full.
 */
final class GuardedContext implements ConnectionContext {

  private final ConnectionContext inner;
  private final SlowRequests guard;
  private final long most;
  private final DataReader reader;

  GuardedContext(ConnectionContext inner, SlowRequests guard, long most) {
    this.inner = inner;
    this.guard = guard;
    this.most = most;
    this.reader = new StrictReader(this::pull);
  }

  private byte[] pull() {
    if (reader.available() > most) {
      guard.overfull();
      throw new CloseConnectionException("more is waiting than one request may have");
    }
    try {
      byte[] bytes = inner.serverSocket().get();
      guard.current().received();
      return bytes;
    } catch (UncheckedIOException e) {
      throw new ServerConnectionException("the connection broke", e);
    }
  }

  @Override
  public DataReader dataReader() {
    return reader;
  }

  @Override
  public ListenerContext listenerContext() {
    return inner.listenerContext();
  }

  @Override
  public ExecutorService executor() {
    return inner.executor();
  }

  @Override
  public DataWriter dataWriter() {
    return inner.dataWriter();
  }

  @Override
  public Router router() {
    return inner.router();
  }

  @Override
  public Optional<ProxyProtocolData> proxyProtocolData() {
    return inner.proxyProtocolData();
  }

  @Override
  public HelidonSocket serverSocket() {
    return inner.serverSocket();
  }

  @Override
  public PeerInfo remotePeer() {
    return inner.remotePeer();
  }

  @Override
  public PeerInfo localPeer() {
    return inner.localPeer();
  }

  @Override
  public boolean isSecure() {
    return inner.isSecure();
  }

  @Override
  public String socketId() {
    return inner.socketId();
  }

  @Override
  public String childSocketId() {
    return inner.childSocketId();
  }
}
