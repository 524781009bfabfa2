package dev.runspec.registry.cli.signature;

import dev.runspec.registry.Registration;
import dev.runspec.registry.signature.Verification.Reason;

/** What to do about a signature that is not believed. */
final class Advice {

  private Advice() {}

  /**
   * What would be accepted instead.
   *
   * @param isFileGiven whether signers are allowed by a file, and not by host keys
   */
  static String on(Reason reason, Registration said, boolean isFileGiven) {
    return switch (reason) {
      case UNSIGNED ->
          "tools that their host signs: there, registry-cli serve as a user who can read the host"
              + " key, or with --sign-key FILE";
      case MALFORMED, OTHER_NAMESPACE -> "what registry-cli serve signs, or docs/signed-tools.md";
      case UNTRUSTED_KEY ->
          isFileGiven
              ? "a key that the file allows for " + said.host()
              : "a key that your known_hosts has for "
                  + said.host()
                  + " (ssh-keyscan shows the host's keys; compare before you trust one), or one of"
                  + " --allowed-signers FILE";
      case REVOKED_KEY -> "a key that nobody revoked: serve --sign-key FILE there";
      case NOT_WHAT_WAS_SIGNED ->
          "what the host itself published: somebody else wrote this; look who may write to the"
              + " registry, then restart the agent there";
      case TOO_OLD -> "a newer one; agents sign anew each day, so look whether that one still runs";
      case FROM_THE_FUTURE -> "one that was made by now: set the clock there, or here";
      case REPLAYED -> "the newest that the host has made; an agent makes one when it starts";
    };
  }
}
