package dev.runspec.registry.cli.doctor;

import dev.runspec.registry.cli.ssh.Background;
import dev.runspec.registry.cli.ssh.SshCommand;
import dev.runspec.registry.cli.ssh.SshRoute;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The way to a host as far as no SSH is needed: its name, and a connection.
 *
 * @param about the host
 * @param ssh how ssh would go there
 */
record Network(String about, SshCommand ssh) {

  private static final int PATIENCE = 5_000;

  List<Check> checks() {
    Optional<SshRoute> route = SshRoute.of(ssh);
    if (route.isEmpty()) {
      return List.of(
          Check.fail(
              about,
              "name",
              "ssh does not say where it would go",
              "see what 'ssh -G " + about + "' says; an OpenSSH client is needed"));
    }
    if (!route.get().isDirect()) {
      return List.of(
          Check.ok(about, "name", "left to ssh, whose configuration goes by way of another host"));
    }
    return direct(route.get());
  }

  private List<Check> direct(SshRoute route) {
    String shown = route.host().equals(about) ? about : about + ", which is " + route.host();
    InetAddress[] addresses;
    try {
      addresses = resolved(route.host());
    } catch (IOException e) {
      return List.of(
          Check.fail(
              about,
              "name",
              shown + " does not resolve: " + e.getMessage(),
              "put it into DNS or ~/.ssh/config, or have the agent say ssh.address"));
    }
    String address = addresses[0].getHostAddress();
    Check name = Check.ok(about, "name", shown + " resolves to " + address);
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(addresses[0], route.port()), PATIENCE);
      return List.of(name, Check.ok(about, "tcp", "port " + route.port() + " takes connections"));
    } catch (IOException e) {
      // ssh tries the others, too.
      return List.of(
          name,
          addresses.length > 1
              ? Check.warn(
                  about, "tcp", refused(address, route, e), "ssh tries the other addresses")
              : Check.fail(
                  about,
                  "tcp",
                  refused(address, route, e),
                  "is the host up, sshd on that port, and no firewall in between?"));
    }
  }

  private static String refused(String address, SshRoute route, IOException failure) {
    return address + " takes no connection at port " + route.port() + ": " + failure.getMessage();
  }

  /** Resolvers have no limit of their own that Java could set. */
  private static InetAddress[] resolved(String host) throws IOException {
    CompletableFuture<InetAddress[]> answer = new CompletableFuture<>();
    Background.start(
        "resolve",
        () -> {
          try {
            answer.complete(InetAddress.getAllByName(host));
          } catch (UnknownHostException e) {
            answer.completeExceptionally(e);
          }
        });
    try {
      return answer.get(PATIENCE, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IOException("nobody knows it", e);
    } catch (TimeoutException e) {
      throw new IOException("no answer in " + PATIENCE / 1000 + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
