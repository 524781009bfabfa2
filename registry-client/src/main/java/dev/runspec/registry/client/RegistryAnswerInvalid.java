package dev.runspec.registry.client;

import java.util.List;

/**
 * An answer came and is not one that a registry gives to what was asked: not the JSON of the
 * protocol, too large, or from a registry that is too old to know what was asked.
 */
public final class RegistryAnswerInvalid extends RegistryException {

  private static final long serialVersionUID = 1;

  private final boolean isTooLarge;

  RegistryAnswerInvalid(String action, String sentence) {
    this(action, sentence, false);
  }

  RegistryAnswerInvalid(String action, String sentence, boolean isTooLarge) {
    super(action, sentence, null);
    this.isTooLarge = isTooLarge;
  }

  /** Whether there is nothing wrong with it but its size. */
  boolean isTooLarge() {
    return isTooLarge;
  }

  @Override
  public boolean isTransient() {
    return false;
  }

  @Override
  boolean isOfThisAddress() {
    return false;
  }

  @Override
  RegistryAnswerInvalid among(List<RegistryException> all, String sentences) {
    return new RegistryAnswerInvalid(action(), sentences, isTooLarge);
  }
}
