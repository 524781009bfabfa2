package dev.runspec.registry.server.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WireTest {

  private ServerSocket echo;
  private Wire wire;

  @BeforeEach
  void open() throws IOException {
    echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::serve);
    wire = Wire.to(URI.create("http://127.0.0.1:" + echo.getLocalPort()));
  }

  @AfterEach
  void close() throws IOException {
    wire.close();
    echo.close();
  }

  private void serve() {
    try {
      while (true) {
        Socket socket = echo.accept();
        Thread.ofVirtual().start(() -> answer(socket));
      }
    } catch (IOException e) {
      // The test is over.
    }
  }

  private static void answer(Socket socket) {
    try (socket) {
      socket.getInputStream().transferTo(socket.getOutputStream());
    } catch (IOException e) {
      // The wire was cut.
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), wire.endpoint().getPort());
    socket.setSoTimeout(60_000);
    return socket;
  }

  private static void send(Socket socket, int value) throws IOException {
    socket.getOutputStream().write(value);
  }

  private static int echoed(Socket socket, int value) throws IOException {
    send(socket, value);
    return socket.getInputStream().read();
  }

  @Test
  void bytesGoBothWays() throws IOException {
    try (Socket one = connect();
        Socket other = connect()) {
      assertThat(echoed(one, 1)).isEqualTo(1);
      assertThat(echoed(other, 2)).isEqualTo(2);
    }
  }

  @Test
  void cutClosesWhatIsConnectedAndRefusesWhatIsNewUntilItIsMended() throws IOException {
    try (Socket before = connect()) {
      assertThat(echoed(before, 1)).isEqualTo(1);
      wire.cut();
      assertThat(isEnded(before)).isTrue();
      assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
      wire.mend();
      try (Socket after = connect()) {
        assertThat(echoed(after, 2)).isEqualTo(2);
      }
    }
  }

  private static boolean isEnded(Socket socket) {
    try {
      return socket.getInputStream().read() == -1;
    } catch (IOException e) {
      return true;
    }
  }

  @Test
  void frozenBytesArriveWhenItIsMended() throws IOException {
    try (Socket before = connect()) {
      assertThat(echoed(before, 1)).isEqualTo(1);
      wire.freeze();
      send(before, 2);
      try (Socket meanwhile = connect()) {
        send(meanwhile, 3);
        assertThatNothingComes(before);
        assertThatNothingComes(meanwhile);
        wire.mend();
        assertThat(before.getInputStream().read()).isEqualTo(2);
        assertThat(meanwhile.getInputStream().read()).isEqualTo(3);
      }
    }
  }

  private static void assertThatNothingComes(Socket socket) throws IOException {
    socket.setSoTimeout(100);
    assertThatThrownBy(() -> socket.getInputStream().read())
        .isInstanceOf(SocketTimeoutException.class);
    socket.setSoTimeout(60_000);
  }
}
