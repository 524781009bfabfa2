package dev.runspec.registry.client;

import dev.runspec.registry.Position;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What a read answered, and from where to wait for what comes next. Immutable.
 *
 * <pre>{@code
 * Reading<List<ToolGroup>> reading = registry.readTools(Selection.all());
 * while (isWanted) {
 *   show(reading.value());
 *   reading = reading.next(Duration.ofMinutes(5));
 * }
 * }</pre>
 */
public final class Reading<T> {

  private final T value;
  private final @Nullable EntityTag tag;
  private final @Nullable Position position;
  private final boolean isStale;
  private final Source<T> source;

  Reading(
      T value,
      @Nullable EntityTag tag,
      @Nullable Position position,
      boolean isStale,
      Source<T> source) {
    this.value = value;
    this.tag = tag;
    this.position = position;
    this.isStale = isStale;
    this.source = source;
  }

  /** What was read. */
  public T value() {
    return value;
  }

  /** The tag of this state of what was read, as it was sent; empty if the registry sends none. */
  public Optional<String> entityTag() {
    return tag().map(EntityTag::wire);
  }

  Optional<EntityTag> tag() {
    return Optional.ofNullable(tag);
  }

  /** Where the registry stood when it answered; empty if it does not say. */
  public Optional<Position> position() {
    return Optional.ofNullable(position);
  }

  /**
   * Whether the registry warned that it does not know of the latest yet: a replica that lags behind
   * what this client saw elsewhere.
   */
  public boolean isStale() {
    return isStale;
  }

  /**
   * Reads again as soon as that gives something else. A registry that can wait is asked to; another
   * one is asked every few seconds.
   *
   * @param atMost how long to wait; zero looks once
   * @return this very reading if nothing changed in that time
   * @throws RegistryException if there is no good answer
   */
  public Reading<T> next(Duration atMost) {
    return source.caller().await(nextAsync(atMost), source.endpoint().action());
  }

  /**
   * Like {@link #next}, without a thread that waits. To cancel the future gives the request up; it
   * fails with a {@link RegistryException}.
   */
  public CompletableFuture<Reading<T>> nextAsync(Duration atMost) {
    return new Watch<>(source, this, atMost).begin();
  }

  @Override
  public String toString() {
    return "Reading[" + source.endpoint().path() + ", tag " + tag + ", position " + position + "]";
  }

  /**
   * Where a reading comes from, and the next one, too.
   *
   * @param endpoint what is read
   * @param caller what reads it
   * @param retry how often that is tried
   * @param limit how long one attempt may take beyond what the registry is asked to wait
   */
  record Source<T>(Endpoint<T> endpoint, Caller caller, RetryPolicy retry, Duration limit) {

    /** Reads it. */
    CompletableFuture<Reading<T>> read() {
      return caller.send(new ReadingEndpoint<>(this, null, () -> 0), retry, limit);
    }
  }
}
