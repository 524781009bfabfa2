package dev.runspec.registry.client;

import dev.runspec.registry.Position;
import java.io.EOFException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One stream of events from one address, until it ends or nothing came for so long that it must be
 * dead. Blocks are handed over one after the other, and while one is, no more is asked for. No
 * thread waits for the stream. What arrives is handed over under {@code delivery}, and nothing any
 * more once it is {@linkplain #end ended}.
 */
final class EventConnection implements BodySubscriber<byte[]> {

  /** Three times as long as a registry is ever silent. */
  static final Duration LONGEST_SILENCE = Duration.ofSeconds(45);

  /** Twice as large as any registration. */
  static final int LARGEST_EVENT = 32 << 20;

  private static final byte[] NOTHING = {};
  private static final Duration FOR_EVER = Duration.ofDays(3650);

  private final Line line;
  private final RegistryAddress address;
  private final EventEndpoint endpoint;
  private final Duration limit;
  private final EventStreamParser parser;
  private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
  private final ReentrantLock delivery = new ReentrantLock();
  private volatile @Nullable ResponseInfo head;
  private volatile @Nullable Subscription source;
  private volatile long lastHeard;
  private boolean isEnded;

  /**
   * @param limit how long the registry may take until it begins
   * @param query what is asked for, encoded; perhaps empty
   * @param since after which events go on; null means from now on
   * @param blocks who gets what comes
   */
  EventConnection(
      Line line,
      RegistryAddress address,
      Duration limit,
      String query,
      @Nullable Position since,
      BiConsumer<EventConnection, EventBlock> blocks) {
    this.line = line;
    this.address = address;
    this.limit = limit;
    this.endpoint = new EventEndpoint(query, since, this::begin);
    this.parser = new EventStreamParser(LARGEST_EVENT, block -> blocks.accept(this, block));
  }

  RegistryAddress address() {
    return address;
  }

  /** Connects. What is given back is over when the stream is; to cancel it ends the stream. */
  CompletableFuture<Answer> open() {
    lastHeard = line.pacer().nanos();
    CompletableFuture<Answer> exchange =
        line.exchange().send(address, endpoint, FOR_EVER, OptionalLong.empty());
    guard(exchange, limit);
    return exchange;
  }

  /** Where the registry stood when the stream began, if it said so. */
  Optional<Position> start() {
    ResponseInfo begun = head;
    return begun == null
        ? Optional.empty()
        : new Answer(begun.statusCode(), begun.headers(), NOTHING).position();
  }

  /** How long the registry asks to wait before the next connection; null if it does not. */
  @Nullable Duration retry() {
    return parser.retry();
  }

  /** Whether the registry ended the stream as it should, when it came to this. */
  boolean isEndOfStream(@Nullable Answer answer) {
    return answer != null && head != null;
  }

  /** Why there is no stream any more, when it came to this. */
  RegistryException failure(@Nullable Answer answer, @Nullable Throwable failure) {
    if (answer == null || isEndOfStream(answer)) {
      Throwable cause = failure == null ? new EOFException("the stream ended") : failure;
      return line.interpreter().silence(endpoint, address, cause);
    }
    try {
      line.interpreter().value(endpoint, address, answer);
      throw new IllegalStateException("an answer was taken for events: " + answer.status());
    } catch (RegistryException e) {
      return e;
    }
  }

  /** From now on nothing is handed over; waits for what is just being. */
  void end() {
    delivery.lock();
    isEnded = true;
    delivery.unlock();
    Subscription subscription = source;
    if (subscription != null) {
      subscription.cancel();
    }
  }

  private BodySubscriber<byte[]> begin(ResponseInfo answer) {
    lastHeard = line.pacer().nanos();
    head = answer;
    return this;
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return whole;
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    source = subscription;
    subscription.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    delivery.lock();
    try {
      for (ByteBuffer buffer : buffers) {
        if (isEnded) {
          return;
        }
        parser.feed(buffer);
      }
    } catch (RuntimeException | Error e) {
      isEnded = true;
      whole.completeExceptionally(e);
    } finally {
      lastHeard = line.pacer().nanos();
      delivery.unlock();
    }
    Subscription subscription = source;
    if (subscription != null) {
      subscription.request(1);
    }
  }

  @Override
  public void onError(Throwable cause) {
    whole.completeExceptionally(cause);
  }

  @Override
  public void onComplete() {
    whole.complete(NOTHING);
  }

  /** Looks, after some time, whether anything came. */
  @SuppressWarnings("FutureReturnValueIgnored") // What depends on the timer has no value.
  private void guard(CompletableFuture<Answer> exchange, Duration time) {
    CompletableFuture<Void> timer = line.pacer().after(time);
    exchange.whenComplete((answer, failure) -> timer.cancel(false));
    timer.whenComplete(
        (nothing, cancellation) -> {
          if (cancellation == null && !exchange.isDone()) {
            lookAt(exchange);
          }
        });
  }

  private void lookAt(CompletableFuture<Answer> exchange) {
    // Somebody may still be busy with what came before.
    if (!delivery.tryLock()) {
      guard(exchange, LONGEST_SILENCE);
      return;
    }
    Duration left;
    Duration longest;
    try {
      longest = head == null ? limit : LONGEST_SILENCE;
      left = longest.minusNanos(line.pacer().nanos() - lastHeard);
      isEnded |= left.isNegative() || left.isZero();
    } finally {
      delivery.unlock();
    }
    if (left.isNegative() || left.isZero()) {
      exchange.completeExceptionally(
          new HttpTimeoutException("no sign of life for " + longest.toSeconds() + " s"));
    } else {
      guard(exchange, left);
    }
  }
}
