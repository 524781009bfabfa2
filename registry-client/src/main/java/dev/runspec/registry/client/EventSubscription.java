package dev.runspec.registry.client;

import dev.runspec.registry.ChangeKind;
import dev.runspec.registry.InstanceEvent;
import dev.runspec.registry.Position;
import dev.runspec.registry.json.EventJson;
import dev.runspec.registry.json.InvalidDocument;
import java.lang.System.Logger.Level;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Events of a registry, from one connection to the next, until {@link #close()}. When a connection
 * ends, or nothing came on it for 45 s, another one is made, to each address in turn, and goes on
 * behind the last event.
 *
 * <p>No thread waits. The steps of connecting follow one another; blocks come between them, one at
 * a time.
 */
public final class EventSubscription implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(EventSubscription.class.getName());

  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration LONGEST_PATIENCE = Duration.ofMinutes(5);
  private static final String RESET = "reset";

  private final Line line;
  private final Duration limit;
  private final EventSelection selection;
  private final EventListener listener;
  private final Steps<Void> steps;
  private final Deque<RegistryAddress> waiting = new ArrayDeque<>();
  private Failures failures = new Failures();
  private int attempts;
  private int failedRounds;
  private long begun;
  private boolean hasHeard;
  private @Nullable String news;
  private volatile boolean isConnected;
  private volatile @Nullable Position position;

  private EventSubscription(
      Caller caller, Duration limit, EventSelection selection, EventListener listener) {
    this.line = caller.line();
    this.limit = limit;
    this.selection = selection;
    this.listener = listener;
    this.steps = caller.steps();
    this.position = selection.since().orElse(null);
  }

  /**
   * Begins to connect, and does not wait.
   *
   * @param limit how long one address may take until it answers
   */
  static EventSubscription begin(
      Caller caller, Duration limit, EventSelection selection, EventListener listener) {
    EventSubscription subscription = new EventSubscription(caller, limit, selection, listener);
    subscription.steps.begin(subscription::round);
    return subscription;
  }

  /**
   * Up to where everything was told; empty while the registry has not said where it stands. {@link
   * EventSelection#since} goes on from here.
   */
  public Optional<Position> position() {
    return Optional.ofNullable(position);
  }

  /** Whether the registry is there, and what had happened meanwhile has been told. */
  public boolean isConnected() {
    return isConnected && !isClosed();
  }

  /** Ends the stream. Nothing is told any more, but what is just being. */
  @Override
  public void close() {
    steps.result().cancel(false);
  }

  private boolean isClosed() {
    return steps.result().isDone();
  }

  /** Asks one address after the other. */
  private void round() {
    failures = new Failures();
    attempts = 0;
    waiting.addAll(line.addresses().inOrder());
    connect(waiting.remove());
  }

  private void connect(RegistryAddress address) {
    attempts++;
    hasHeard = false;
    begun = line.pacer().nanos();
    EventConnection connection =
        new EventConnection(line, address, limit, selection.query(), position, this::take);
    steps.take(
        connection.open(),
        (answer, failure) -> {
          connection.end();
          ended(connection, answer, failure);
        });
  }

  private void take(EventConnection connection, EventBlock block) {
    if (isClosed()) {
      return;
    }
    Position place = placeOf(block);
    if (!hasHeard) {
      hasHeard = true;
      line.addresses().answered(connection.address());
      observe(connection, OptionalInt.of(HttpURLConnection.HTTP_OK), null);
    }
    line.seen().note(place);
    tell(block, place);
    position = place;
    if (!isConnected && isCaughtUp(connection, place)) {
      isConnected = true;
      news = null;
      tell(EventListener::connected);
    }
  }

  private static Position placeOf(EventBlock block) {
    String id = String.valueOf(block.id());
    try {
      return Position.parse(id);
    } catch (IllegalArgumentException e) {
      throw new UnfitAnswer("sent an event that is at no position: " + id);
    }
  }

  private void tell(EventBlock block, Position place) {
    byte[] data = block.data();
    if (data == null && !block.isCut()) {
      tell(told -> told.heard(place));
    } else if (block.type().equals(RESET)) {
      ResetReason reason = data == null ? ResetReason.UNKNOWN : reasonIn(data);
      tell(told -> told.reset(place, reason));
    } else {
      Optional<InstanceEvent> event = data == null ? Optional.empty() : eventIn(data);
      if (event.isPresent()) {
        tell(told -> told.changed(place, event.get()));
      } else if (ChangeKind.named(block.type()) == ChangeKind.UNKNOWN) {
        LOG.log(Level.DEBUG, () -> "an event of a newer registry is left out: " + block.type());
        tell(told -> told.heard(place));
      } else {
        LOG.log(Level.WARNING, () -> "the event at " + place + " cannot be read");
        tell(told -> told.reset(place, ResetReason.UNREADABLE));
      }
    }
  }

  private static ResetReason reasonIn(byte[] data) {
    try {
      return ResetReason.named(EventJson.readResetReason(data));
    } catch (InvalidDocument e) {
      return ResetReason.UNKNOWN;
    }
  }

  private static Optional<InstanceEvent> eventIn(byte[] data) {
    try {
      return Optional.of(EventJson.read(data));
    } catch (InvalidDocument e) {
      return Optional.empty();
    }
  }

  /**
   * A registry that says where it stood has told by then what had happened. Of events that do not
   * pass, nothing is told.
   */
  private boolean isCaughtUp(EventConnection connection, Position place) {
    return !selection.isEverything()
        || connection
            .start()
            .filter(start -> start.epoch().equals(place.epoch()))
            .filter(start -> start.revision() > place.revision())
            .isEmpty();
  }

  private void ended(
      EventConnection connection, @Nullable Answer answer, @Nullable Throwable failure) {
    RegistryException cause = connection.failure(answer, failure);
    if (hasHeard) {
      failedRounds = 0;
      // Registries end streams now and then; only what keeps this from going on is news.
      if (!connection.isEndOfStream(answer)) {
        lost(cause);
      }
      pause(connection.retry(), Duration.ZERO);
      return;
    }
    observe(
        connection, answer == null ? OptionalInt.empty() : OptionalInt.of(answer.status()), cause);
    failures.note(connection.address(), cause);
    if (!waiting.isEmpty()) {
      connect(waiting.remove());
      return;
    }
    failedRounds++;
    lost(failures.asOne());
    pause(connection.retry(), failures.shortestWait());
  }

  private void lost(RegistryException cause) {
    isConnected = false;
    if (!String.valueOf(cause.getMessage()).equals(news)) {
      news = cause.getMessage();
      tell(told -> told.disconnected(cause));
    }
  }

  /** Waits before the next round, as long as the registry asks for if that is longer. */
  private void pause(@Nullable Duration retry, Duration asked) {
    Duration first = retry == null || retry.compareTo(SHORTEST_PAUSE) < 0 ? FIRST_PAUSE : retry;
    Duration pause =
        new Backoff(first, first.compareTo(LONGEST_PAUSE) < 0 ? LONGEST_PAUSE : first)
            .after(Math.max(1, failedRounds), line.random());
    if (asked.compareTo(pause) > 0) {
      pause = asked.compareTo(LONGEST_PATIENCE) < 0 ? asked : LONGEST_PATIENCE;
    }
    steps.take(line.pacer().after(pause), (nothing, cancellation) -> round());
  }

  private void tell(Consumer<EventListener> news) {
    try {
      news.accept(listener);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, () -> "the listener to " + selection + " failed, and goes on", e);
    }
  }

  private void observe(
      EventConnection connection, OptionalInt status, @Nullable RegistryException failure) {
    line.observations()
        .tell(
            new RequestOutcome(
                EventEndpoint.OPERATION,
                connection.address().base(),
                attempts,
                status,
                Optional.ofNullable(failure),
                Duration.ofNanos(line.pacer().nanos() - begun)));
  }

  /** What it reads. */
  @Override
  public String toString() {
    return "EventSubscription[" + selection + " at " + position + "]";
  }
}
