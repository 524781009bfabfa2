package dev.runspec.registry;

import java.time.Instant;

/**
 * By what an agent signs its tools: kept and told as it came, and looked into by nobody but a
 * caller who verifies it (see {@code signature.Verifier}).
 *
 * @param signedAt when it was signed, in whole seconds: part of what is signed
 * @param text an armoured SSH signature: {@code -----BEGIN SSH SIGNATURE-----} and so on
 */
public record ToolsSignature(Instant signedAt, String text) {

  /** Longest signature, in characters. */
  public static final int LONGEST = 16_384;

  /** The latest time: far away, and one that every number in between can carry. */
  private static final long LATEST = 1L << 40;

  public ToolsSignature {
    if (signedAt.getNano() != 0
        || signedAt.getEpochSecond() < 0
        || signedAt.getEpochSecond() > LATEST) {
      throw new IllegalArgumentException(
          "signed_at is not within 0 and " + LATEST + " whole seconds: " + signedAt);
    }
    if (text.isEmpty()) {
      throw new IllegalArgumentException("signature is empty");
    }
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException(
          "signature is longer than " + LONGEST + " characters: " + text.length());
    }
    if (!text.chars()
        .allMatch(unit -> unit == '\n' || unit == '\r' || (unit >= ' ' && unit < 127))) {
      throw new IllegalArgumentException("signature is not lines of printable ASCII");
    }
  }
}
