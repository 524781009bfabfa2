package dev.runspec.registry.server.store.embedded;

import dev.runspec.registry.engine.DurableStoreContract;
import dev.runspec.registry.engine.InstanceStore;
import dev.runspec.registry.engine.LocalStore;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The store of one machine over a file. */
class SqliteStoreTest extends DurableStoreContract {

  @TempDir Path folder;

  @Override
  protected InstanceStore newStore() {
    return new LocalStore(SqliteJournal.in(folder), clock);
  }
}
