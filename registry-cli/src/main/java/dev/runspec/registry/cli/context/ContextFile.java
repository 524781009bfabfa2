package dev.runspec.registry.cli.context;

import dev.runspec.registry.cli.CommandFailure;
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
import org.jspecify.annotations.Nullable;

/**
 * The file of the contexts: {@code runspec/contexts.json} in {@code XDG_CONFIG_HOME}, or else in
 * {@code ~/.config}. Only its owner can read it, from its first byte on, and it is replaced whole.
 */
public final class ContextFile {

  private static final long LARGEST = 1 << 20;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);
  private static final FileAttribute<?> PRIVATE_FILE = permissions("rw-------");
  private static final FileAttribute<?> PRIVATE_FOLDER = permissions("rwx------");

  private final @Nullable Path file;

  private ContextFile(@Nullable Path file) {
    this.file = file;
  }

  /** The one of the person whose environment this is. */
  public static ContextFile of(Map<String, String> environment) {
    // A relative XDG_CONFIG_HOME is to be ignored (XDG Base Directory Specification 0.8).
    Optional<Path> configuration = folder(environment, "XDG_CONFIG_HOME");
    Optional<Path> home = folder(environment, "HOME").map(folder -> folder.resolve(".config"));
    return new ContextFile(
        configuration.or(() -> home).map(in -> in.resolve("runspec/contexts.json")).orElse(null));
  }

  /**
   * What it says; nothing when there is no such file.
   *
   * @throws CommandFailure if others can read it, or it holds something else
   */
  public Contexts read() {
    if (file == null) {
      return Contexts.NONE;
    }
    byte[] bytes;
    try {
      Set<PosixFilePermission> granted = Files.getPosixFilePermissions(file);
      if (!OWNER_ONLY.containsAll(granted)) {
        throw new CommandFailure(
            file + " is open to others, and holds keys: chmod 600 " + file + " closes it");
      }
      if (Files.size(file) > LARGEST) {
        throw new CommandFailure(file + " is larger than " + LARGEST + " bytes");
      }
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return Contexts.NONE;
    } catch (IOException e) {
      throw new CommandFailure(file + " cannot be read: " + reason(e));
    }
    try {
      return ContextsJson.read(bytes);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(file + " is damaged: " + e.getMessage() + "; mend or remove it");
    }
  }

  /** Replaces it; whoever reads meanwhile sees the old one or the new one. */
  public void write(Contexts contexts) {
    if (file == null) {
      throw new CommandFailure(
          "there is no place for contexts: neither XDG_CONFIG_HOME nor HOME is set");
    }
    try {
      Files.createDirectories(folderOf(file), PRIVATE_FOLDER);
      // Somebody may keep the file itself elsewhere, and only a link to it here.
      Path real = Files.exists(file) ? file.toRealPath() : file;
      replace(real, ContextsJson.write(contexts));
    } catch (IOException e) {
      throw new CommandFailure(file + " cannot be written: " + reason(e));
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
    return String.valueOf(file);
  }
}
