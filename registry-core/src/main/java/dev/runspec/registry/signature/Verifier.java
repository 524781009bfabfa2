package dev.runspec.registry.signature;

import dev.runspec.registry.Registration;
import dev.runspec.registry.ToolsSignature;
import dev.runspec.registry.signature.KeyTrust.Standing;
import dev.runspec.registry.signature.Verification.Reason;
import dev.runspec.registry.signature.Verification.Refused;
import dev.runspec.registry.signature.Verification.Verified;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether what the registry says of an instance is what its host said.
 *
 * <p>It does not know what was seen before: who keeps {@link Statement#signedAt()} of each host and
 * agent, and refuses older ones ({@link Reason#REPLAYED}), is safe from what was true once.
 */
public final class Verifier {

  /** How far the clocks of hosts may be ahead. */
  private static final Duration TOLERANCE = Duration.ofMinutes(5);

  private final InstantSource clock;
  private final @Nullable Duration longestAge;

  /**
   * A verifier.
   *
   * @param clock the time of day
   * @param longestAge how old a signature may be, or null for any age
   */
  public Verifier(InstantSource clock, @Nullable Duration longestAge) {
    this.clock = clock;
    this.longestAge = longestAge;
  }

  /**
   * Looks at the signature of an instance, and at nothing that the registry says beside it: the
   * caller sees to it that this is the host that was asked for.
   *
   * @param said what the registry says
   * @param trust the keys that may speak for {@code said.host()}
   */
  public Verification verify(Registration said, KeyTrust trust) {
    ToolsSignature signature = said.signature();
    if (signature == null) {
      return new Refused(Reason.UNSIGNED, "its tools are not signed");
    }
    SshSignature read;
    try {
      read = SshSignature.read(signature.text());
    } catch (InvalidSignature e) {
      return new Refused(Reason.MALFORMED, "its signature cannot be read: " + e.getMessage());
    }
    if (!read.namespace().equals(Statement.NAMESPACE)) {
      return new Refused(
          Reason.OTHER_NAMESPACE,
          "its signature is of the namespace "
              + read.namespace()
              + ", expected "
              + Statement.NAMESPACE);
    }
    Standing standing = trust.of(read.key());
    if (standing instanceof Standing.Trusted trusted) {
      return verify(Statement.of(said, signature.signedAt()), read, trusted.by());
    }
    String signed = "it is signed with " + read.key();
    return standing instanceof Standing.Revoked revoked
        ? new Refused(Reason.REVOKED_KEY, signed + ", which is revoked (" + revoked.by() + ")")
        : new Refused(Reason.UNTRUSTED_KEY, signed + ": " + ((Standing.Unknown) standing).why());
  }

  private Verification verify(Statement statement, SshSignature signature, String by) {
    boolean isSigned;
    try {
      isSigned = signature.isOf(statement.utf8());
    } catch (InvalidSignature e) {
      return new Refused(Reason.MALFORMED, "its signature cannot be read: " + e.getMessage());
    }
    if (!isSigned) {
      return new Refused(
          Reason.NOT_WHAT_WAS_SIGNED,
          "its signature is of something else: host, agent, time, tools, SSH target or labels are"
              + " not as they were signed");
    }
    Instant now = clock.instant();
    if (statement.signedAt().isAfter(now.plus(TOLERANCE))) {
      return new Refused(
          Reason.FROM_THE_FUTURE,
          "it was signed at " + statement.signedAt() + ", which is later than now, " + now);
    }
    if (longestAge != null && statement.signedAt().isBefore(now.minus(longestAge))) {
      return new Refused(
          Reason.TOO_OLD,
          "it was signed at " + statement.signedAt() + ", longer ago than " + longestAge);
    }
    return new Verified(statement, signature.key(), by);
  }
}
