package dev.runspec.registry.client;

import dev.runspec.registry.InstanceId;
import java.net.http.HttpResponse.BodyHandler;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request of the protocol and how its answer is read. It does no I/O: see {@link Caller}.
 *
 * @param <T> what the answer says
 */
interface Endpoint<T> {

  /** Which request it is, the same for all of its kind: {@code register}. */
  String operation();

  /** What it is for, to follow "tried to": {@code register web-01}. */
  String action();

  /** The HTTP method. */
  default String method() {
    return "GET";
  }

  /** Path and query, encoded. */
  String path();

  /** Headers beside those that every request has; asked for anew each time it is sent. */
  default Map<String, String> headers() {
    return Map.of();
  }

  /** The JSON that is sent; null for none. */
  default byte @Nullable [] body() {
    return null;
  }

  /** The media type that is asked for. */
  default String accept() {
    return "application/json";
  }

  /** How long the registry may take beyond the usual, since it is asked to wait. */
  default Duration patience() {
    return Duration.ZERO;
  }

  /**
   * What takes the body.
   *
   * @param bounded what takes it as a whole
   */
  default BodyHandler<byte[]> receiver(BodyHandler<byte[]> bounded) {
    return bounded;
  }

  /** Whether an answer of this status is one to read, and no refusal. */
  default boolean isAnswer(int status) {
    return status / 100 == 2;
  }

  /**
   * Reads an answer.
   *
   * @throws dev.runspec.registry.json.InvalidDocument if its body does not fit
   * @throws UnfitAnswer if something else about it does not
   */
  T read(Answer answer);

  /**
   * What a refusal means, where it is an answer, too.
   *
   * @throws RegistryRefused the refusal itself, where it is an error
   */
  default T unless(RegistryRefused refusal) {
    throw refusal;
  }

  /** Whether it only looks. */
  default boolean isRead() {
    return method().equals("GET");
  }

  /** Whether its answer may come packed. */
  default boolean isPackable() {
    return isRead();
  }

  /** The path of one instance. */
  static String instancePath(InstanceId id) {
    return "/instances/" + PercentEncoding.segment(id.value());
  }
}
