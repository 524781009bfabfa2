package dev.runspec.registry.client;

import dev.runspec.registry.InstanceId;
import org.jspecify.annotations.Nullable;

/**
 * One request of the protocol and how its answer is read. It does no I/O: see {@link Caller}.
 *
 * @param <T> what the answer says
 */
interface Endpoint<T> {

  /** What it is for, to follow "tried to": {@code register web-01}. */
  String action();

  /** The HTTP method. */
  default String method() {
    return "GET";
  }

  /** Path and query, encoded. */
  String path();

  /** The JSON that is sent; null for none. */
  default byte @Nullable [] body() {
    return null;
  }

  /** The media type that is asked for. */
  default String accept() {
    return "application/json";
  }

  /**
   * Reads the body of a successful answer.
   *
   * @throws dev.runspec.registry.json.InvalidDocument if it does not fit
   */
  T read(byte[] body);

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

  /** The path of one instance. */
  static String instancePath(InstanceId id) {
    return "/instances/" + PercentEncoding.segment(id.value());
  }
}
