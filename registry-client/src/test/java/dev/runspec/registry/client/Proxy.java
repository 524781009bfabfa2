package dev.runspec.registry.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands between a client and a registry, and breaks connections in the ways that networks do. */
final class Proxy implements AutoCloseable {

  private final int target;
  private final ServerSocket door;
  private final List<Line> lines = new CopyOnWriteArrayList<>();
  private volatile boolean isShut;

  private Proxy(int target) {
    this.target = target;
    try {
      this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start(this::accept);
  }

  /** Starts one before this port. */
  static Proxy before(int target) {
    return new Proxy(target);
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + door.getLocalPort());
  }

  /** From now on nothing passes through the connections that there are, and nothing says so. */
  void silence() {
    lines.forEach(line -> line.isSilent = true);
  }

  /** Breaks all connections off, and from now on every new one. */
  void shut() {
    isShut = true;
    lines.forEach(Line::close);
  }

  /** Lets new connections through again. */
  void open() {
    isShut = false;
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket near = door.accept();
        if (isShut) {
          near.close();
          continue;
        }
        Line line = new Line(near, new Socket(InetAddress.getLoopbackAddress(), target));
        lines.add(line);
        start(() -> line.pump(line.near, line.far));
        start(() -> line.pump(line.far, line.near));
      } catch (IOException e) {
        // The door is closed, or the registry is not there: then this connection is not.
      }
    }
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    lines.forEach(Line::close);
  }

  private static final class Line {

    private final Socket near;
    private final Socket far;
    private volatile boolean isSilent;

    Line(Socket near, Socket far) {
      this.near = near;
      this.far = far;
    }

    void pump(Socket from, Socket to) {
      byte[] piece = new byte[8192];
      try {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
          if (!isSilent) {
            out.write(piece, 0, read);
          }
        }
      } catch (IOException e) {
        // It is broken off, by one of them or by the test.
      }
      if (!isSilent) {
        close();
      }
    }

    void close() {
      try {
        near.close();
        far.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
