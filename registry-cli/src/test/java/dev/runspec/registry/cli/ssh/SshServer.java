package dev.runspec.registry.cli.ssh;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real {@code sshd} on a free port of 127.0.0.1, with its own keys, and an SSH configuration
 * under which every host name leads to it. Its users and sudo rules go when it goes. Needs root,
 * {@code sshd} and {@code sudo}; without them it fails and says so.
 */
public final class SshServer implements AutoCloseable {

  private static final int ATTEMPTS = 5;

  private final Path folder;
  private final Process daemon;
  private final int port;
  private final Deque<TestUser> users = new ArrayDeque<>();
  private final Deque<Path> rules = new ArrayDeque<>();

  private SshServer(Path folder, Process daemon, int port) throws IOException {
    this.folder = folder;
    this.daemon = daemon;
    this.port = port;
    Files.writeString(folder.resolve("config"), config("IdentityFile " + folder.resolve("id")));
  }

  /** Starts one; it listens when this returns. */
  public static SshServer start() throws IOException {
    if (!"0".equals(Shell.run("id", "-u").strip())) {
      throw new AssertionError("the SSH tests make users and run sshd: run them as root");
    }
    Files.createDirectories(Path.of("/run/sshd"));
    Path folder = Files.createTempDirectory("registry-sshd");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.createDirectory(folder.resolve("home"));
    keyIn(folder.resolve("host_key"));
    keyIn(folder.resolve("id"));
    Files.copy(folder.resolve("id.pub"), folder.resolve("authorized_keys"));
    Files.writeString(
        folder.resolve("known_hosts"),
        "registry-test " + Files.readString(folder.resolve("host_key.pub")));
    for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
      int port = freePort();
      Process daemon = daemon(folder, port);
      if (listens(daemon)) {
        return new SshServer(folder, daemon, port);
      }
    }
    throw new AssertionError("sshd found no free port in " + ATTEMPTS + " attempts");
  }

  /** The configuration for {@code ssh -F}: any host name, the right key, the right host key. */
  public Path config() {
    return folder.resolve("config");
  }

  /** The same with lines that come first, and so win, and without the right key. */
  public Path strangersConfig(String... lines) throws IOException {
    Path file = Files.createTempFile(folder, "config", "");
    return Files.writeString(file, config(lines));
  }

  /** The private key that opens every account here. */
  public Path key() {
    return folder.resolve("id");
  }

  /** The private key by which this host is known. */
  public Path hostKey() {
    return folder.resolve("host_key");
  }

  public int port() {
    return port;
  }

  /** A new user, who may be logged in as. */
  public TestUser user() throws IOException {
    TestUser user = TestUser.create(folder.resolve("home"));
    users.push(user);
    return user;
  }

  /** Lets one user run anything as the other through sudo, without a password. */
  public void letSudo(TestUser who, TestUser as) throws IOException {
    Path rule = Path.of("/etc/sudoers.d", who.name() + "-" + as.name());
    Files.writeString(rule, who.name() + " ALL=(" + as.name() + ") NOPASSWD: ALL\n");
    Files.setPosixFilePermissions(rule, PosixFilePermissions.fromString("r--r-----"));
    rules.push(rule);
  }

  /** A place that every user may write to. */
  public Path openFolder() throws IOException {
    Path open = Files.createTempDirectory(folder, "open");
    return Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
  }

  /** A named pipe in {@link #openFolder} that every user may use. */
  public Path pipe() throws IOException {
    Path pipe = openFolder().resolve("pipe");
    Shell.run("mkfifo", "-m", "666", pipe.toString());
    return pipe;
  }

  @Override
  public void close() throws IOException {
    daemon.destroy();
    daemon.onExit().join();
    for (Path rule : rules) {
      Files.deleteIfExists(rule);
    }
    users.forEach(TestUser::close);
    deleteTree(folder);
  }

  /** A port of this machine at which nobody listens. */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private String config(String... first) {
    return String.join("\n", first)
        + """

        Host *
          HostName 127.0.0.1
          HostKeyAlias registry-test
          Port %d
          UserKnownHostsFile %s
          GlobalKnownHostsFile /dev/null
          StrictHostKeyChecking yes
          IdentityFile %s
          IdentitiesOnly yes
          IdentityAgent none
        """
            .formatted(port, folder.resolve("known_hosts"), folder.resolve("no-such-key"));
  }

  /** Root's own files are the machine's: what they say or start is kept out of the tests. */
  private static Process daemon(Path folder, int port) throws IOException {
    Path config = folder.resolve("sshd_config");
    Files.writeString(
        config,
        """
        ListenAddress 127.0.0.1:%d
        HostKey %s
        AuthorizedKeysFile %s
        AuthenticationMethods publickey
        PermitRootLogin yes
        StrictModes no
        UsePAM no
        PidFile none
        MaxStartups 100
        Match User root
          SetEnv HOME=%s
        """
            .formatted(
                port,
                folder.resolve("host_key"),
                folder.resolve("authorized_keys"),
                folder.resolve("home")));
    return new ProcessBuilder(sshd(), "-D", "-e", "-f", config.toString()).start();
  }

  /** Reads the log until it says one thing or the other; the rest is read away. */
  private static boolean listens(Process daemon) throws IOException {
    BufferedReader log =
        new BufferedReader(new InputStreamReader(daemon.getErrorStream(), StandardCharsets.UTF_8));
    StringBuilder said = new StringBuilder();
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      said.append(line).append('\n');
      if (line.startsWith("Server listening")) {
        Thread.ofPlatform().daemon().name("sshd-log").start(() -> readAway(log));
        return true;
      }
    }
    if (said.indexOf("Address already in use") >= 0) {
      return false;
    }
    throw new AssertionError("sshd did not start: " + said);
  }

  private static void readAway(BufferedReader log) {
    try {
      String line = log.readLine();
      while (line != null) {
        line = log.readLine();
      }
    } catch (IOException e) {
      // The daemon is gone, and its log with it.
    }
  }

  private static String sshd() {
    return Stream.of("/usr/sbin/sshd", "/usr/local/sbin/sshd", "/sbin/sshd")
        .filter(path -> Files.isExecutable(Path.of(path)))
        .findFirst()
        .orElseThrow(
            () ->
                new AssertionError(
                    "the tests need sshd (Debian: openssh-server); bin/test brings it"));
  }

  private static void keyIn(Path file) {
    Shell.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file.toString());
  }

  private static void deleteTree(Path root) throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException problem)
              throws IOException {
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
