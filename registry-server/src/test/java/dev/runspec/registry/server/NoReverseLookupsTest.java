package dev.runspec.registry.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class NoReverseLookupsTest {

  @Test
  void addressStaysAnAddress() throws UnknownHostException {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    assertThat(loopback.getHostName()).isEqualTo("127.0.0.1");
    assertThat(loopback.getCanonicalHostName()).isEqualTo("127.0.0.1");
  }

  @Test
  void nameStillBecomesAnAddress() throws UnknownHostException {
    assertThat(InetAddress.getByName("localhost").isLoopbackAddress()).isTrue();
  }
}
