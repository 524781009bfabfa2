package dev.runspec.registry.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.InstanceEvent;
import dev.runspec.registry.Position;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Writes down what a subscription tells. */
class EventDiary implements EventListener {

  private final BlockingQueue<String> entries = new LinkedBlockingQueue<>();
  private final List<RegistryException> causes = new CopyOnWriteArrayList<>();

  @Override
  public void changed(Position position, InstanceEvent event) {
    entries.add(position + " " + event.kind() + " " + event.id());
  }

  @Override
  public void reset(Position position, ResetReason reason) {
    entries.add(position + " reset " + reason);
  }

  @Override
  public void heard(Position position) {
    entries.add(position + " heard");
  }

  @Override
  public void connected() {
    entries.add("connected");
  }

  @Override
  public void disconnected(RegistryException cause) {
    causes.add(cause);
    entries.add("disconnected");
  }

  /** Waits for exactly these entries. */
  void assertNext(String... expected) throws InterruptedException {
    for (String one : expected) {
      assertThat(entries.poll(30, TimeUnit.SECONDS)).isEqualTo(one);
    }
  }

  /** Waits for exactly this entry, and does this again and again until it comes. */
  void awaitNext(String expected, Runnable meanwhile) throws InterruptedException {
    long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    String entry = null;
    while (entry == null) {
      assertThat(System.nanoTime()).as("never told: " + expected).isLessThan(patience);
      meanwhile.run();
      entry = entries.poll(20, TimeUnit.MILLISECONDS);
    }
    assertThat(entry).isEqualTo(expected);
  }

  /** Nothing was written since. */
  void assertNothing() {
    assertThat(entries).isEmpty();
  }

  /** Nothing is written for a moment. */
  void assertNothingMore() throws InterruptedException {
    assertThat(entries.poll(200, TimeUnit.MILLISECONDS)).isNull();
  }

  List<RegistryException> causes() {
    return causes;
  }
}
