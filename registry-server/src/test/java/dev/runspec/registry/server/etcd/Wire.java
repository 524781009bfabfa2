package dev.runspec.registry.server.etcd;

import dev.runspec.registry.Ports;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The way from one client to one endpoint, which can be cut and mended: it forwards connections,
 * byte by byte.
 */
public final class Wire implements AutoCloseable {

  /** A connection that finds no room waits for a second and more, which looks like a fault. */
  private static final int BACKLOG = 1024;

  private final int target;
  private final int port = Ports.free();
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moves = lock.newCondition();
  // Guarded by lock.
  private ServerSocket listener;
  private Thread acceptor;
  private boolean isFrozen;

  private Wire(int target) throws IOException {
    this.target = target;
    this.listener = listen();
    this.acceptor = accepting(listener);
  }

  /** A way to this endpoint on the loopback address. */
  public static Wire to(URI endpoint) throws IOException {
    return new Wire(endpoint.getPort());
  }

  /** Where it begins. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  private ServerSocket listen() throws IOException {
    ServerSocket socket = new ServerSocket();
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
    return socket;
  }

  private Thread accepting(ServerSocket socket) {
    return Thread.ofVirtual().start(() -> accept(socket));
  }

  private void accept(ServerSocket socket) {
    try {
      while (true) {
        Socket client = socket.accept();
        sockets.add(client);
        Thread.ofVirtual().start(() -> connect(socket, client));
      }
    } catch (IOException e) {
      // It was closed.
    }
  }

  private void connect(ServerSocket from, Socket client) {
    try {
      awaitMoving();
      Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
      sockets.add(server);
      if (from.isClosed()) {
        hangUp(client, server); // it was cut meanwhile
        return;
      }
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      Thread.ofVirtual().start(() -> forward(client, server));
      forward(server, client);
    } catch (IOException | InterruptedException e) {
      hangUp(client);
    }
  }

  private void forward(Socket from, Socket to) {
    byte[] bytes = new byte[16 << 10];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
        awaitMoving();
        out.write(bytes, 0, read);
      }
      awaitMoving();
    } catch (IOException | InterruptedException e) {
      // One of the two went away: so does the other.
    }
    hangUp(from, to);
  }

  private void awaitMoving() throws InterruptedException {
    lock.lock();
    try {
      while (isFrozen) {
        moves.await();
      }
    } finally {
      lock.unlock();
    }
  }

  private void hangUp(Socket... both) {
    for (Socket socket : both) {
      sockets.remove(socket);
      try {
        socket.close();
      } catch (IOException e) {
        // There is nothing left of it to close.
      }
    }
  }

  /** Closes what is connected, and refuses what is new. */
  public void cut() {
    lock.lock();
    try {
      listener.close();
      acceptor.join(); // as long as it waits the port is still open
      sockets.forEach(this::hangUp);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Lets nothing through, and says nothing: as with a network that loses every packet. What was
   * sent meanwhile arrives late, if its sender waits so long.
   */
  public void freeze() {
    lock.lock();
    try {
      isFrozen = true;
    } finally {
      lock.unlock();
    }
  }

  /** Makes it as it was. */
  public void mend() throws IOException {
    lock.lock();
    try {
      isFrozen = false;
      moves.signalAll();
      if (listener.isClosed()) {
        listener = listen();
        acceptor = accepting(listener);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    cut();
  }
}
