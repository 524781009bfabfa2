package dev.runspec.registry.server.store.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * The native half of SQLite, which its driver otherwise unpacks at every start and compares byte by
 * byte, for a tenth of a second.
 */
public final class SqliteLibrary {

  /** Names a folder from which the driver loads the library as it is; without it, it unpacks it. */
  public static final String FOLDER = "org.sqlite.lib.path";

  private SqliteLibrary() {}

  /** Puts the one for this machine into {@code folder}, under the name that is looked for there. */
  public static void unpack(Path folder) throws IOException {
    String name = LibraryLoaderUtil.getNativeLibName();
    String place = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name;
    try (InputStream library = SQLiteJDBCLoader.class.getResourceAsStream(place)) {
      if (library == null) {
        throw new IOException("the SQLite driver has no library for this machine: " + place);
      }
      Files.copy(library, folder.resolve(name));
    }
  }
}
