package dev.runspec.registry.cli.ssh;

import dev.runspec.registry.Sha256;
import dev.runspec.registry.cli.ChildProcess;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Connections that several runs use one after the other, or at the same time: OpenSSH's {@code
 * ControlMaster}, with its sockets in a folder that nobody else can open. Where it cannot be had
 * (Windows, no fit folder), and where a person's own configuration shares connections in its own
 * way, runs connect as ever.
 *
 * <p>One call of one host gains nothing by it. It is for whoever calls a host again: the next
 * {@code run} of a person who wants it so, or a program that serves many calls.
 */
public final class SharedConnections implements AutoCloseable {

  /** A socket's path must fit into 104 bytes on some systems, with the end that ssh appends. */
  private static final int LONGEST_FOLDER = 104 - "/0123456789abcdef".length() - 18;

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final Path folder;
  private final Duration idle;
  private final boolean isKept;

  private SharedConnections(Path folder, Duration idle, boolean isKept) {
    this.folder = folder;
    this.idle = idle;
    this.isKept = isKept;
  }

  /** Connections that end when this is closed, or when nobody used them for so long. */
  public static Optional<SharedConnections> open(Map<String, String> environment, Duration idle) {
    try {
      byte[] random = new byte[4];
      new SecureRandom().nextBytes(random);
      Path folder = base(environment).resolve("registry-cli-" + HexFormat.of().formatHex(random));
      Files.createDirectory(folder, PRIVATE);
      if (isFit(folder)) {
        return Optional.of(new SharedConnections(folder, idle, false));
      }
      Files.delete(folder);
      return Optional.empty();
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }

  /** Connections that outlive this process until nobody used them for so long. */
  public static Optional<SharedConnections> kept(Map<String, String> environment, Duration idle) {
    try {
      Path base = base(environment);
      Path folder = base.resolve("registry-cli-" + System.getProperty("user.name", "") + "-ssh");
      try {
        Files.createDirectory(folder, PRIVATE);
      } catch (FileAlreadyExistsException e) {
        // Looked at below like any other.
      }
      return isFit(folder)
          ? Optional.of(new SharedConnections(folder, idle, true))
          : Optional.empty();
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }

  private static Path base(Map<String, String> environment) {
    return Optional.ofNullable(environment.get("XDG_RUNTIME_DIR"))
        .filter(value -> !value.isEmpty())
        .map(Path::of)
        .filter(path -> path.isAbsolute() && Files.isDirectory(path))
        .orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir")));
  }

  /** Anybody may make folders in a common place, also ahead of time, or links to other ones. */
  private static boolean isFit(Path folder) throws IOException {
    boolean isShort =
        folder.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST_FOLDER
            // ssh reads these as its own.
            && folder.toString().chars().noneMatch(c -> c == '%' || c == '"' || c == ' ');
    return isShort
        && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
        && Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS)
            .equals(PosixFilePermissions.fromString("rwx------"))
        && Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS)
            .getName()
            .equals(System.getProperty("user.name"));
  }

  /** The same way, over such a connection. */
  public SshCommand over(SshCommand ssh) {
    if (UserSettings.of(ssh).isSharing()) {
      return ssh;
    }
    return ssh.with("ControlMaster", "auto")
        .with("ControlPath", folder + "/" + mark(ssh))
        .with("ControlPersist", Long.toString(Math.max(1, idle.toSeconds())));
  }

  /** Shorter than ssh's own %C. Who believes any host, or brings another key, meets no others. */
  private static String mark(SshCommand ssh) {
    return Sha256.hex(String.join("\0", ssh.argv(""))).substring(0, 16);
  }

  /** Ends the connections, unless they are to be kept. */
  @Override
  public void close() {
    if (isKept) {
      return;
    }
    try (DirectoryStream<Path> sockets = Files.newDirectoryStream(folder)) {
      for (Path socket : sockets) {
        end(socket);
        Files.deleteIfExists(socket);
      }
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      // They end by themselves, and the folder is nobody else's.
    }
  }

  private static void end(Path socket) throws IOException {
    Optional<File> ssh = LocalProgram.find("ssh", System.getenv());
    if (ssh.isEmpty()) {
      return;
    }
    Process process =
        ChildProcess.of(
                List.of(
                    ssh.get().toString(),
                    "-F",
                    "/dev/null",
                    "-o",
                    "ControlPath=" + socket,
                    "-O",
                    "exit",
                    "--",
                    "any"))
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD)
            .start();
    try {
      process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      process.destroy();
    }
  }
}
