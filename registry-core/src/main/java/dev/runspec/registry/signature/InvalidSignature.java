package dev.runspec.registry.signature;

/** Something that is no SSH signature, or no key of a kind that counts; the message says why. */
public final class InvalidSignature extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  InvalidSignature(String message) {
    super(message);
  }
}
