package dev.runspec.registry.client;

import dev.runspec.registry.client.Reading.Source;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A read of something that may not have changed since it was read before.
 *
 * @param source what is read
 * @param before what is known of it, and the answer if nothing changed; null if nothing is known
 * @param seconds how long the registry should wait for a change, asked for anew each time this is
 *     sent
 */
record ReadingEndpoint<T>(Source<T> source, @Nullable Reading<T> before, IntSupplier seconds)
    implements Endpoint<Reading<T>> {

  @Override
  public String operation() {
    return (isWait() ? "await-" : "") + source.endpoint().operation();
  }

  @Override
  public String action() {
    return source.endpoint().action();
  }

  @Override
  public String path() {
    return source.endpoint().path();
  }

  @Override
  public Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    knownTag().ifPresent(tag -> headers.put("If-None-Match", tag.wire()));
    if (isWait()) {
      headers.put("Prefer", "wait=" + seconds.getAsInt());
    }
    return headers;
  }

  @Override
  public Duration patience() {
    return isWait() ? Duration.ofSeconds(seconds.getAsInt()) : Duration.ZERO;
  }

  @Override
  public boolean isAnswer(int status) {
    return source.endpoint().isAnswer(status)
        || (status == HttpURLConnection.HTTP_NOT_MODIFIED && knownTag().isPresent());
  }

  @Override
  public Reading<T> read(Answer answer) {
    if (before != null && answer.status() == HttpURLConnection.HTTP_NOT_MODIFIED) {
      return before;
    }
    return unlessKnown(
        new Reading<>(
            source.endpoint().read(answer),
            EntityTag.of(answer).orElse(null),
            answer.position().orElse(null),
            answer.header("Warning").isPresent(),
            source));
  }

  @Override
  public Reading<T> unless(RegistryRefused refusal) {
    return unlessKnown(new Reading<>(source.endpoint().unless(refusal), null, null, false, source));
  }

  private Optional<EntityTag> knownTag() {
    return before == null ? Optional.empty() : before.tag();
  }

  /** A registry may wait only for one who says what is known already. */
  private boolean isWait() {
    return knownTag().isPresent() && seconds.getAsInt() > 0;
  }

  /** Where there are no tags, the values themselves say whether anything changed. */
  private Reading<T> unlessKnown(Reading<T> now) {
    if (before == null) {
      return now;
    }
    Optional<EntityTag> tag = now.tag();
    boolean isKnown =
        tag.isPresent()
            ? knownTag().filter(tag.get()::isOfTheSame).isPresent()
            : knownTag().isEmpty() && Objects.equals(now.value(), before.value());
    return isKnown ? before : now;
  }
}
