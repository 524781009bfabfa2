package dev.runspec.registry.server.query;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a label.
 *
 * @param key its key
 * @param value its value; null for any
 */
public record LabelSelector(String key, @Nullable String value) {

  /**
   * Reads {@code key:value}, or {@code key} alone; the first colon counts.
   *
   * @throws IllegalArgumentException if the key is empty
   */
  public static LabelSelector parse(String text) {
    int colon = text.indexOf(':');
    String key = colon < 0 ? text : text.substring(0, colon);
    if (key.isEmpty()) {
      throw new IllegalArgumentException("label has no key: '" + text + "'");
    }
    return new LabelSelector(key, colon < 0 ? null : text.substring(colon + 1));
  }

  /** Whether these labels have it. */
  public boolean matches(Map<String, String> labels) {
    String found = labels.get(key);
    return found != null && (value == null || value.equals(found));
  }
}
