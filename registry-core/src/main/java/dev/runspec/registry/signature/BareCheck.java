package dev.runspec.registry.signature;

/** What a kind of key asks of the signature itself, without what is written around it. */
interface BareCheck {

  /**
   * Whether these bytes are the key's signature of {@code signed}.
   *
   * @throws InvalidSignature if they cannot be
   */
  boolean isSatisfied(byte[] signature, byte[] signed);
}
