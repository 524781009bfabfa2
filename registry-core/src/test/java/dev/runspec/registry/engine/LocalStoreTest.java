package dev.runspec.registry.engine;

/** The store of one machine over a journal that survives it. */
class LocalStoreTest extends DurableStoreContract {

  private final RecordingJournal journal = new RecordingJournal();

  @Override
  protected InstanceStore newStore() {
    return new LocalStore(journal, clock);
  }
}
