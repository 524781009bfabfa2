package dev.runspec.registry.signature;

/** What became of looking at a signature. */
public sealed interface Verification {

  /**
   * The host said it: host, agent, tools, SSH target and labels are what it signed.
   *
   * @param statement what was signed
   * @param key by which key
   * @param by where that key is trusted
   */
  record Verified(Statement statement, SshKey key, String by) implements Verification {}

  /**
   * Nobody who may speak for the host said it.
   *
   * @param reason what kind of refusal it is
   * @param why it, for people; it may quote what the registry said
   */
  record Refused(Reason reason, String why) implements Verification {}

  /** Why something is not believed. */
  enum Reason {
    /** There is no signature. */
    UNSIGNED,
    /** There is something that is no signature, or one of a kind that does not count. */
    MALFORMED,
    /** It was made for something else. */
    OTHER_NAMESPACE,
    /** Nobody says that this key may speak for the host. */
    UNTRUSTED_KEY,
    /** The key was revoked. */
    REVOKED_KEY,
    /** The key's owner signed something else than what the registry says. */
    NOT_WHAT_WAS_SIGNED,
    /** It was made longer ago than the caller accepts. */
    TOO_OLD,
    /** It claims to be made later than now. */
    FROM_THE_FUTURE,
    /** A newer one of the same agent was seen before. */
    REPLAYED
  }
}
