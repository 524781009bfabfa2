package dev.runspec.registry.server.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.runspec.registry.ChangeKind;
import dev.runspec.registry.Instance;
import dev.runspec.registry.InstanceEvent;
import dev.runspec.registry.InstanceState;
import dev.runspec.registry.Position;
import dev.runspec.registry.Registration;
import dev.runspec.registry.json.EventJson;
import dev.runspec.registry.json.InstanceJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads along with the events of one replica, over all that breaks, and keeps a copy of the
 * instances by nothing but them.
 */
final class EventReader implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(1))
          .build();

  private final Replica replica;
  private final Tally tally;
  private final Violations violations;
  private final Thread thread = Thread.ofVirtual().unstarted(this::run);
  private final Map<String, Instance> copy = new TreeMap<>(); // guarded by itself
  private @Nullable Position position;

  private EventReader(Replica replica, Tally tally, Violations violations) {
    this.replica = replica;
    this.tally = tally;
    this.violations = violations;
  }

  static EventReader start(Replica replica, Tally tally, Violations violations) {
    EventReader reader = new EventReader(replica, tally, violations);
    reader.thread.start();
    return reader;
  }

  private void run() {
    try {
      while (true) {
        try {
          Position from = position;
          read(from == null ? readAll() : from);
        } catch (IOException | UncheckedIOException e) {
          // The replica went away: it is read on when it is there again.
        }
        Pace.rest(PAUSE);
      }
    } catch (InterruptedException e) {
      // It is over.
    } catch (RuntimeException | Error e) {
      violations.add("the reader of events of " + replica + " ended: " + e);
    }
  }

  private Position readAll() throws IOException, InterruptedException {
    Reply reply = replica.get("/instances?active=false", PATIENCE);
    if (reply.status() != 200) {
      throw new IOException(reply.toString());
    }
    synchronized (copy) {
      copy.clear();
      for (Instance instance : InstanceJson.readAll(reply.body().getBytes(UTF_8))) {
        copy.put(instance.id().value(), still(instance));
      }
    }
    position = reply.position();
    return reply.position();
  }

  private void read(Position since) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(replica.uri("/events"))
            .header("Last-Event-ID", since.toString())
            .build();
    HttpResponse<Stream<String>> response = HTTP.send(request, BodyHandlers.ofLines());
    try (Stream<String> lines = response.body()) {
      if (response.statusCode() != 200) {
        throw new IOException("events were answered " + response.statusCode());
      }
      String event = "";
      String id = "";
      String data = "";
      for (Iterator<String> each = lines.iterator(); each.hasNext(); ) {
        String line = each.next();
        if (line.startsWith("event: ")) {
          event = line.substring("event: ".length());
        } else if (line.startsWith("id: ")) {
          id = line.substring("id: ".length());
        } else if (line.startsWith("data: ")) {
          data = line.substring("data: ".length());
        } else if (line.isEmpty()) {
          if (event.equals("reset")) {
            tally.count(Tally.Count.RESETS);
            position = null;
            return;
          }
          if (!id.isEmpty()) {
            tell(Position.parse(id), data);
          }
          event = "";
          id = "";
          data = "";
        }
      }
    }
  }

  private void tell(Position at, String data) {
    Position before = Objects.requireNonNull(position);
    boolean isOn =
        at.epoch().equals(before.epoch())
            && (data.isEmpty()
                ? at.revision() >= before.revision()
                : at.revision() > before.revision());
    if (!isOn) {
      violations.add("events of " + replica + ": " + before + " was followed by " + at);
    }
    position = at;
    if (!data.isEmpty()) {
      tally.count(Tally.Count.EVENTS);
      apply(EventJson.read(data.getBytes(UTF_8)), at);
    }
  }

  private void apply(InstanceEvent event, Position at) {
    String id = event.id().value();
    Instance told = event.instance();
    if (event.revision() != at.revision()) {
      violations.add("events of " + replica + ": " + at + " tells revision " + event.revision());
    }
    synchronized (copy) {
      if (event.kind() == ChangeKind.REAPED || told == null) {
        copy.remove(id);
        return;
      }
      Instance known = copy.get(id);
      if (!event.kind().isTold() && known == null) {
        violations.add(
            "events of " + replica + ": " + event.kind() + " of unknown " + id + " at " + at);
        return;
      }
      copy.put(id, still(event.kind().isTold() || known == null ? told : withToolsOf(known, told)));
    }
  }

  private static Instance withToolsOf(Instance known, Instance told) {
    Registration said = told.registration();
    return with(
        told, said.withTools(known.registration().tools(), said.toolsHash()), told.lastSeen());
  }

  /** Without what moves with every beat. */
  private static Instance still(Instance instance) {
    return with(instance, instance.registration(), Instant.EPOCH);
  }

  private static Instance with(Instance instance, Registration registration, Instant lastSeen) {
    return new Instance(
        registration,
        instance.state(),
        instance.active(),
        lastSeen,
        instance.registeredAt(),
        instance.heardAt(),
        // Of a stale one, the replicas agree on that a moment later, and no event tells it.
        instance.state() == InstanceState.STALE ? Instant.EPOCH : instance.stateSince(),
        Instant.EPOCH,
        null);
  }

  /** How the copy differs from what the replica lists now; empty if it does not. */
  String difference() throws IOException, InterruptedException {
    Reply reply = replica.get("/instances?active=false", PATIENCE);
    Map<String, Instance> listed = new TreeMap<>();
    for (Instance instance : InstanceJson.readAll(reply.body().getBytes(UTF_8))) {
      listed.put(instance.id().value(), still(instance));
    }
    synchronized (copy) {
      if (copy.equals(listed)) {
        return "";
      }
      for (Map.Entry<String, Instance> each : listed.entrySet()) {
        Instance copied = copy.get(each.getKey());
        if (!each.getValue().equals(copied)) {
          return each.getKey() + " is " + each.getValue() + ", by its events " + copied;
        }
      }
      return "more are known by events: " + copy.keySet().size() + " and not " + listed.size();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
