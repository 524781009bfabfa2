package dev.runspec.registry.server.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.mock;

import dev.runspec.registry.InstanceId;
import dev.runspec.registry.engine.InstanceStore;
import dev.runspec.registry.engine.InstanceStore.Outcome;
import dev.runspec.registry.engine.Journal;
import dev.runspec.registry.engine.LocalStore;
import dev.runspec.registry.engine.Registry;
import dev.runspec.registry.engine.StoreUnavailable;
import dev.runspec.registry.json.RegistrationJson;
import dev.runspec.registry.server.Listener;
import dev.runspec.registry.server.http.ApiKeys;
import dev.runspec.registry.server.http.KeyRing;
import dev.runspec.registry.server.http.Wire;
import dev.runspec.registry.server.http.Wire.Reply;
import dev.runspec.registry.server.live.Live;
import dev.runspec.registry.server.observe.Metrics;
import dev.runspec.registry.server.resource.Resources;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A registry in which something is wrong, once instance i with tool t is there, and another one
 * that is drained.
 */
final class FailingRegistry implements AutoCloseable {

  private final Registry registry;
  private final Live live;
  private final Listener listener;

  private FailingRegistry(Journal journal, InstantSource clock, Metrics metrics, int seats) {
    this(new LocalStore(journal, clock), clock, metrics, seats);
  }

  private FailingRegistry(InstanceStore store, InstantSource clock, Metrics metrics, int seats) {
    this.registry = Registry.open(store, clock);
    this.live = Live.start(registry.feed(), InstantSource.system(), seats);
    ApiKeys keys =
        new ApiKeys(
            KeyRing.none(),
            new ApiKeys.Rules(false, false),
            () -> Instant.EPOCH,
            System::nanoTime,
            metrics);
    this.listener =
        Listener.builder(Resources.routes(registry, live, metrics), keys, metrics)
            .host("127.0.0.1")
            .start();
    for (String id : List.of("i", "drained")) {
      String body = Bodies.registration(id, "web", id, "\"tools\":[{\"name\":\"t\"}]");
      registry.register(RegistrationJson.read(body.getBytes(UTF_8)));
    }
    Outcome unused = registry.drain(new InstanceId("drained"));
  }

  /** Its disk is full, and so are its benches. */
  static FailingRegistry withoutRoom() {
    FullJournal journal = new FullJournal();
    FailingRegistry registry =
        new FailingRegistry(journal, InstantSource.system(), new Metrics(), 0);
    journal.isFull.set(true);
    return registry;
  }

  /** It has been cut off from its store for half a minute. */
  static FailingRegistry cutOff() {
    InstantSource clock = InstantSource.system();
    InstanceStore store =
        mock(InstanceStore.class, delegatesTo(new LocalStore(Journal.NONE, clock)));
    doReturn(Duration.ofSeconds(30)).when(store).age();
    return new FailingRegistry(store, clock, new Metrics(), 1);
  }

  /** It does not know what time it is. */
  static FailingRegistry withoutTime() {
    AtomicBoolean isBroken = new AtomicBoolean();
    InstantSource clock =
        () -> {
          if (isBroken.get()) {
            throw new IllegalStateException("the clock is broken, as the test wants it");
          }
          return Instant.EPOCH;
        };
    Metrics metrics = new Metrics();
    metrics.gauge("time", "Time.", Map.of(), () -> clock.instant().getEpochSecond());
    FailingRegistry registry = new FailingRegistry(Journal.NONE, clock, metrics, 1);
    isBroken.set(true);
    return registry;
  }

  Reply ask(String line, String fields, String body) {
    try (Wire wire = Wire.to(listener.port())) {
      return Provocation.send(wire, line, fields, body);
    }
  }

  @Override
  public void close() {
    live.close();
    listener.close();
    registry.close();
  }

  private static final class FullJournal implements Journal {

    final AtomicBoolean isFull = new AtomicBoolean();

    @Override
    public Recovered recover() {
      return new Recovered(List.of(), 0);
    }

    @Override
    public void write(List<Entry> entries, long revision) {
      if (isFull.get()) {
        throw new StoreUnavailable("the disk is full, as the test wants it");
      }
    }

    @Override
    public void close() {}
  }
}
