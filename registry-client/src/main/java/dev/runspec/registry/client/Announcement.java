package dev.runspec.registry.client;

import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.Registration;
import dev.runspec.registry.Tool;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * An agent that is kept known to a registry: registered, beating on time, healed whenever the
 * registry lost it or was away, and deregistered by {@link #close()}.
 *
 * <p>It works on one daemon thread of its own and never gives up: while the registry is away it
 * tries again, with pauses that grow to the agent's heartbeat interval.
 */
public final class Announcement implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Announcement.class.getName());

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
  private static final Duration GRACE_FOR_A_TURN = Duration.ofSeconds(1);
  private static final Duration LIMIT_FOR_LEAVING = Duration.ofMillis(2900);

  private final Conversation conversation;
  private final AnnouncementListener listener;
  private final Pacer pacer;
  private final RandomGenerator random;
  private final Semaphore alarm = new Semaphore(0);
  private final CountDownLatch firstAnswer = new CountDownLatch(1);
  private final CountDownLatch end = new CountDownLatch(1);
  private final Thread thread;
  private final Interruption interruption = new Interruption();
  private volatile boolean isClosing;
  private volatile AnnouncementState state = AnnouncementState.CONNECTING;
  private @Nullable String news;

  private Announcement(
      Conversation conversation,
      AnnouncementListener listener,
      Pacer pacer,
      RandomGenerator random) {
    this.conversation = conversation;
    this.listener = listener;
    this.pacer = pacer;
    this.random = random;
    this.thread = new Thread(this::run, "registry-announcement-" + conversation.agent().id());
    thread.setDaemon(true);
  }

  static Announcement begin(
      Conversation conversation,
      AnnouncementListener listener,
      Pacer pacer,
      RandomGenerator random) {
    Announcement announcement = new Announcement(conversation, listener, pacer, random);
    announcement.thread.start();
    return announcement;
  }

  /** What the agent says about itself now. */
  public Registration registration() {
    return conversation.agent();
  }

  /** How it stands. */
  public AnnouncementState state() {
    return state;
  }

  /**
   * Waits until the registry knows the agent for the first time.
   *
   * @return whether it is live now; false when the time ran out or it was closed
   */
  public boolean awaitLive(Duration atMost) throws InterruptedException {
    return firstAnswer.await(atMost.toNanos(), TimeUnit.NANOSECONDS)
        && state == AnnouncementState.LIVE;
  }

  /** Publishes these tools instead, at once or as soon as the registry is back. */
  public void update(List<Tool> tools) {
    conversation.tell(tools);
    alarm.release();
  }

  /** Sends what {@code source} gives, a JSON object or null, with every beat from now on. */
  public void telemetry(Supplier<@Nullable JsonDocument> source) {
    conversation.telemetry(source);
  }

  /**
   * Stops beating and deregisters, within about four seconds. It never throws: a registry that is
   * away finds out by itself. A beat that is under way ends first, so that it cannot bring the
   * agent back.
   */
  @Override
  public void close() {
    part();
    if (Thread.currentThread() == thread) {
      return;
    }
    try {
      if (!end.await(GRACE_FOR_A_TURN.toMillis(), TimeUnit.MILLISECONDS)) {
        interruption.of(thread);
        end.await(LIMIT_FOR_LEAVING.toMillis() + 100, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      interruption.of(thread);
      Thread.currentThread().interrupt();
    }
  }

  /** Begins to close, and does not wait. */
  void part() {
    isClosing = true;
    alarm.release();
  }

  private void run() {
    try {
      become(AnnouncementState.CONNECTING, Optional.empty());
      int failures = 0;
      while (!isClosing) {
        Duration pause;
        try {
          pause = beforeTheNextTurn(conversation.turn());
          failures = 0;
          become(AnnouncementState.LIVE, Optional.empty());
        } catch (RegistryException e) {
          failures++;
          pause = afterFailure(e, failures);
          if (!isClosing) {
            become(AnnouncementState.RETRYING, Optional.of(e));
          }
        }
        pacer.pause(pause, alarm);
      }
    } catch (InterruptedException e) {
      LOG.log(Level.DEBUG, () -> "interrupted: " + conversation.agent().id() + " leaves");
    } finally {
      become(AnnouncementState.CLOSED, leave());
      firstAnswer.countDown();
      end.countDown();
    }
  }

  /** At four fifths of the time that the registry waits, spread so that agents do not gather. */
  private Duration beforeTheNextTurn(Duration due) {
    Duration wait = due.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : due;
    return Backoff.spread(wait, 0.8 * 0.9, 0.8 * 1.1, random);
  }

  private Duration afterFailure(RegistryException failure, int failures) {
    Duration longest = conversation.agent().heartbeatInterval();
    Duration pause = new Backoff(FIRST_PAUSE, longest).after(failures, random);
    Duration asked =
        failure instanceof RegistryRefused refused
            ? refused.retryAfter().orElse(Duration.ZERO)
            : Duration.ZERO;
    Duration patient = asked.compareTo(pause) > 0 ? asked : pause;
    return patient.compareTo(longest) > 0 ? longest : patient;
  }

  /** Deregisters; what kept it from that, if anything did. */
  private Optional<RegistryException> leave() {
    // An interrupt is for the turn, and the deregistration must not suffer from it.
    if (interruption.holdOff()) {
      LOG.log(Level.DEBUG, () -> "the last turn of " + conversation.agent().id() + " broke off");
    }
    try {
      conversation.leave(LIMIT_FOR_LEAVING);
    } catch (RegistryException e) {
      return Optional.of(e);
    } catch (RuntimeException e) {
      LOG.log(Level.DEBUG, () -> conversation.agent().id() + " could not be deregistered", e);
    }
    return Optional.empty();
  }

  private void become(AnnouncementState next, Optional<RegistryException> cause) {
    String latest = next + cause.map(failure -> ": " + failure.getMessage()).orElse("");
    if (latest.equals(news)) {
      return;
    }
    news = latest;
    state = next;
    if (next == AnnouncementState.LIVE) {
      firstAnswer.countDown();
    }
    LOG.log(Level.DEBUG, () -> conversation.agent().id() + " is " + latest);
    try {
      listener.changed(next, cause);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, () -> "the listener of " + conversation.agent().id() + " failed", e);
    }
  }
}
