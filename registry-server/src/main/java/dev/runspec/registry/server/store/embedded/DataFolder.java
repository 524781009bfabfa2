package dev.runspec.registry.server.store.embedded;

import dev.runspec.registry.engine.StoreUnavailable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The folder that one process holds: a lock, the database, and a marker that says that there once
 * was data, so that a database that vanished is not taken for a new one.
 */
final class DataFolder implements AutoCloseable {

  private static final String MARKER_TEXT =
      """
      This folder keeps the data of a runspec registry, in registry.db.
      If that file is missing or empty, the registry refuses to start: restore it from a backup.
      To start with nothing instead, remove this file as well.
      """;

  private final Path folder;
  private final FileChannel lockFile;

  private DataFolder(Path folder, FileChannel lockFile) {
    this.folder = folder;
    this.lockFile = lockFile;
  }

  /** Makes the folder if need be and takes it for this process. */
  static DataFolder take(Path folder) {
    try {
      create(folder);
      FileChannel lockFile =
          FileChannel.open(
              folder.resolve("lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      if (!isLocked(lockFile)) {
        String holder = holder(lockFile);
        lockFile.close();
        throw new StoreUnavailable(
            "the data folder "
                + folder
                + " is in use by another registry"
                + holder
                + ": stop that one, or choose another folder with --data-dir");
      }
      lockFile.truncate(0);
      lockFile.write(
          ByteBuffer.wrap(
              Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)),
          0);
      removeLeftovers(folder);
      return new DataFolder(folder, lockFile);
    } catch (IOException e) {
      throw new StoreUnavailable(
          "the data folder "
              + folder
              + " cannot be used ("
              + e
              + "): choose another with --data-dir",
          e);
    }
  }

  private static void create(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Files.createDirectories(folder);
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
  }

  /**
   * The driver unpacks its library here at every start, and a process that was killed leaves it.
   */
  private static void removeLeftovers(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "sqlite-*sqlitejdbc*")) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static boolean isLocked(FileChannel lockFile) throws IOException {
    try {
      FileLock lock = lockFile.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static String holder(FileChannel lockFile) throws IOException {
    ByteBuffer pid = ByteBuffer.allocate(20);
    int read = lockFile.read(pid, 0);
    return read > 0
        ? " (process " + new String(pid.array(), 0, read, StandardCharsets.US_ASCII) + ")"
        : "";
  }

  Path database() {
    return folder.resolve("registry.db");
  }

  private Path marker() {
    return folder.resolve("README.txt");
  }

  Path folder() {
    return folder;
  }

  /** Refuses a database that is not there although it once was. */
  void refuseVanishedData() {
    try {
      boolean isThere = Files.exists(database()) && Files.size(database()) > 0;
      if (!isThere && isMarked()) {
        throw new StoreUnavailable(
            database()
                + " is missing or empty, but "
                + marker()
                + " says that data was kept here:"
                + " restore it from a backup, or remove "
                + marker()
                + " to start with nothing");
      }
    } catch (IOException e) {
      throw new StoreUnavailable("the data folder " + folder + " cannot be read: " + e, e);
    }
  }

  /** Whether there once was data here. */
  boolean isMarked() {
    return Files.exists(marker());
  }

  /** From now on there is data here. */
  void mark() throws IOException {
    if (!isMarked()) {
      try (FileChannel file =
          FileChannel.open(marker(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        file.write(ByteBuffer.wrap(MARKER_TEXT.getBytes(StandardCharsets.UTF_8)));
        file.force(true);
      }
      try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
        directory.force(true);
      }
    }
  }

  @Override
  public void close() {
    try {
      lockFile.close();
    } catch (IOException e) {
      throw new StoreUnavailable("the lock of " + folder + " could not be given back", e);
    }
  }
}
