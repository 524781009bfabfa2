package dev.runspec.registry.mcp;

import dev.runspec.registry.JsonDocument;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a call of a tool came to.
 *
 * @param text for models to read
 * @param structured the same as one JSON object, for programs; null for none
 * @param isError whether the tool did not do what it was asked for
 * @param meta more about the call, by the names that {@code _meta} has
 */
public record CallResult(
    String text,
    @Nullable JsonDocument structured,
    boolean isError,
    Map<String, JsonDocument> meta) {

  public CallResult {
    meta = Map.copyOf(meta);
  }

  /** Nothing was done, and this is why: something that a model can act on. */
  public static CallResult refused(String why) {
    return new CallResult(why, null, true, Map.of());
  }
}
