package dev.runspec.registry.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.ToolGroup;
import dev.runspec.registry.ToolHost;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Writes down what a directory tells. */
class DirectoryDiary implements DirectoryListener {

  private static final Duration LONGEST_PASSED = Duration.ofSeconds(5);

  private final BlockingQueue<String> entries = new LinkedBlockingQueue<>();
  private final List<RegistryException> causes = new CopyOnWriteArrayList<>();

  @Override
  public void added(ToolGroup tool) {
    entries.add("added " + tool.name() + hosts(tool));
  }

  @Override
  public void changed(ToolGroup before, ToolGroup after) {
    entries.add("changed " + after.name() + hosts(before) + hosts(after));
  }

  @Override
  public void removed(ToolGroup tool) {
    entries.add("removed " + tool.name());
  }

  @Override
  public void became(DirectoryState state, Optional<RegistryException> cause) {
    cause.ifPresent(causes::add);
    entries.add(state.name());
  }

  private static String hosts(ToolGroup tool) {
    return " " + tool.hosts().stream().map(ToolHost::host).toList();
  }

  /** Waits for exactly these entries. */
  void assertNext(String... expected) throws InterruptedException {
    for (String one : expected) {
      assertThat(entries.poll(30, TimeUnit.SECONDS)).isEqualTo(one);
    }
  }

  /** Waits for this entry, whatever comes before it. */
  void awaitEntry(String expected) throws InterruptedException {
    awaitEntry(expected, () -> {});
  }

  /** Waits for this entry, whatever comes before it, and lets short pauses pass. */
  void awaitEntry(String expected, HandCrank time) throws InterruptedException {
    awaitEntry(expected, () -> time.passPauseOfAtMost(LONGEST_PASSED));
  }

  /** Waits for this entry, whatever comes before it, and does this again and again until then. */
  void awaitEntry(String expected, Runnable meanwhile) throws InterruptedException {
    long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    for (String entry = ""; !expected.equals(entry); ) {
      entry = entries.poll(20, TimeUnit.MILLISECONDS);
      if (entry == null) {
        assertThat(System.nanoTime()).as("never told: " + expected).isLessThan(patience);
        meanwhile.run();
      }
    }
  }

  /** Nothing was written since. */
  void assertNothing() {
    assertThat(entries).isEmpty();
  }

  List<RegistryException> causes() {
    return causes;
  }
}
