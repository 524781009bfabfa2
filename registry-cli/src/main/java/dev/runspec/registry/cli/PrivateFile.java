package dev.runspec.registry.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A small file of one person: only its owner can read it, from its first byte on, and it is
 * replaced whole.
 *
 * @param path where it is
 */
public record PrivateFile(Path path) {

  private static final long LARGEST = 1 << 20;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);
  private static final FileAttribute<?> PRIVATE_FILE = permissions("rw-------");
  private static final FileAttribute<?> PRIVATE_FOLDER = permissions("rwx------");

  /**
   * The one of the person whose environment this is, if it says where such files are.
   *
   * @param variable the folder's variable, such as {@code XDG_STATE_HOME}
   * @param usual the folder in the home folder when it is not set
   * @param name the file's name in that
   */
  public static Optional<PrivateFile> of(
      Map<String, String> environment, String variable, String usual, String name) {
    // A relative path is to be ignored (XDG Base Directory Specification 0.8).
    Optional<Path> said = folder(environment, variable);
    Optional<Path> home = folder(environment, "HOME").map(folder -> folder.resolve(usual));
    return said.or(() -> home).map(in -> new PrivateFile(in.resolve(name)));
  }

  /**
   * What it holds; nothing when there is no such file.
   *
   * @param secret what it may hold that others must not see, for the complaint when they can
   * @throws CommandFailure if others can read it, or nobody can
   */
  public Optional<byte[]> read(String secret) {
    try {
      Set<PosixFilePermission> granted = Files.getPosixFilePermissions(path);
      if (!OWNER_ONLY.containsAll(granted)) {
        throw new CommandFailure(
            path
                + " is open to others, and holds "
                + secret
                + ": chmod 600 "
                + path
                + " closes it");
      }
      if (Files.size(path) > LARGEST) {
        throw new CommandFailure(path + " is larger than " + LARGEST + " bytes");
      }
      return Optional.of(Files.readAllBytes(path));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new CommandFailure(path + " cannot be read: " + reason(e));
    }
  }

  /** Replaces it; whoever reads meanwhile sees the old one or the new one. */
  public void write(byte[] bytes) {
    try {
      makeFolder(folderOf(path));
      // Somebody may keep the file itself elsewhere, and only a link to it here.
      Path real = Files.exists(path) ? path.toRealPath() : path;
      replace(real, bytes);
    } catch (IOException e) {
      throw new CommandFailure(path + " cannot be written: " + reason(e));
    }
  }

  private static void replace(Path real, byte[] bytes) throws IOException {
    Path next = folderOf(real).resolve("." + real.getFileName() + "." + UUID.randomUUID());
    try {
      try (FileChannel channel =
          FileChannel.open(
              next,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              PRIVATE_FILE)) {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
        channel.force(true);
      }
      Files.move(next, real, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(next);
    }
  }

  /** Makes a folder for such files, unless it is there. */
  public static void makeFolder(Path folder) throws IOException {
    Files.createDirectories(folder, PRIVATE_FOLDER);
  }

  private static Path folderOf(Path file) {
    return Objects.requireNonNull(file.getParent());
  }

  private static Optional<Path> folder(Map<String, String> environment, String variable) {
    return Optional.ofNullable(environment.get(variable))
        .filter(value -> !value.isEmpty())
        .map(Path::of)
        .filter(Path::isAbsolute);
  }

  private static FileAttribute<?> permissions(String letters) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(letters));
  }

  /** What the system says, for which the exception's message names only the file. */
  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    String reason = e instanceof FileSystemException failed ? failed.getReason() : e.getMessage();
    return reason == null ? e.getClass().getSimpleName() : reason;
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
