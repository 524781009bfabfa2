package dev.runspec.registry.cli.policy;

import dev.runspec.registry.cli.CommandFailure;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;

/** A file that nobody but root and the caller can have written, as ssh wants its own. */
final class TrustedFile {

  private static final long LARGEST = 1 << 20;
  private static final int OTHERS_WRITE = 0022;
  private static final int STICKY = 01000;

  private TrustedFile() {}

  /** Whether there is one; a link that leads nowhere is one, and a mistake. */
  static boolean exists(Path path) {
    try {
      Files.readAttributes(path, "size", LinkOption.NOFOLLOW_LINKS);
      return true;
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      // There may be one that cannot be seen: the attempt to read it will tell.
      return true;
    }
  }

  /**
   * Its bytes.
   *
   * @throws CommandFailure if it cannot be read, or trusted
   */
  static byte[] bytes(Path path) {
    try {
      Path real = path.toRealPath();
      if (!Files.isRegularFile(real)) {
        throw PolicyFile.invalid(path, null, "is no file; expected one");
      }
      requireOwn(path, real, 0);
      requireOwn(path, Objects.requireNonNull(real.getParent()), STICKY);
      if (Files.size(real) > LARGEST) {
        throw PolicyFile.invalid(path, null, "is larger than " + LARGEST + " bytes");
      }
      return Files.readAllBytes(real);
    } catch (NoSuchFileException e) {
      throw PolicyFile.invalid(path, null, "does not exist");
    } catch (AccessDeniedException e) {
      throw PolicyFile.invalid(path, null, "cannot be read: you may not");
    } catch (IOException e) {
      throw PolicyFile.invalid(path, null, "cannot be read: " + e.getMessage());
    }
  }

  /**
   * @param excuse a bit that makes it harmless that others write: in a folder like {@code /tmp}
   *     they cannot replace what is not theirs
   */
  private static void requireOwn(Path named, Path real, int excuse) throws IOException {
    int mode;
    int owner;
    try {
      mode = (int) Files.getAttribute(real, "unix:mode");
      owner = (int) Files.getAttribute(real, "unix:uid");
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      // Not a Unix: there are no such bits to look at.
      return;
    }
    if ((mode & OTHERS_WRITE) != 0 && (mode & excuse) == 0) {
      throw PolicyFile.invalid(
          named, null, "can be changed by others; expected none: chmod go-w " + real);
    }
    if (owner != 0 && owner != ownId()) {
      throw PolicyFile.invalid(
          named,
          null,
          "can be changed by another user, who owns " + real + "; expected root or you");
    }
  }

  /** Java tells the name of its user, whom the environment may call otherwise; not the number. */
  private static int ownId() throws IOException {
    Path own = Path.of("/proc/self");
    if (Files.exists(own)) {
      return (int) Files.getAttribute(own, "unix:uid");
    }
    Path probe = Files.createTempFile("registry-cli", "");
    try {
      return (int) Files.getAttribute(probe, "unix:uid");
    } finally {
      Files.delete(probe);
    }
  }
}
