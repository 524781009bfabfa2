package dev.runspec.registry.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request to the registry that did not succeed. Switch on the class, and for a {@link
 * RegistryRefused} on its code; the message is for people, names every address that was tried, and
 * never holds the API key.
 */
public abstract sealed class RegistryException extends RuntimeException
    permits RegistryAnswerInvalid, RegistryRefused, RegistryUnreachable {

  private static final long serialVersionUID = 1;

  private final String action;
  private final String sentence;

  /**
   * @param action what was tried, to follow "tried to"
   * @param sentence which address did what, to follow "but"
   */
  RegistryException(String action, String sentence, @Nullable Throwable cause) {
    super("tried to " + action + ", but " + sentence, cause);
    this.action = action;
    this.sentence = sentence;
  }

  /** Whether the same request may well succeed in a moment. */
  public abstract boolean isTransient();

  /** Whether another address of the same registry may well do better. */
  abstract boolean isOfThisAddress();

  /** The same, told together with what other addresses did. */
  abstract RegistryException among(List<RegistryException> all, String sentences);

  String action() {
    return action;
  }

  String sentence() {
    return sentence;
  }
}
