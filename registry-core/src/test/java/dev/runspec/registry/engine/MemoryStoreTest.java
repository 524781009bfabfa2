package dev.runspec.registry.engine;

/** The store of those who want nothing kept. */
class MemoryStoreTest extends ConcurrentStoreContract {

  @Override
  protected InstanceStore newStore() {
    return new LocalStore(Journal.NONE, clock);
  }
}
