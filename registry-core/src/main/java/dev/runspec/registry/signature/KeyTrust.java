package dev.runspec.registry.signature;

/** Which keys may speak for one host. */
@FunctionalInterface
public interface KeyTrust {

  /** What is known of this key. */
  Standing of(SshKey key);

  /** How a key stands. */
  sealed interface Standing {

    /**
     * It may speak for the host.
     *
     * @param by where that is said: {@code /home/me/.ssh/known_hosts:7}
     */
    record Trusted(String by) implements Standing {}

    /**
     * It may speak for nobody any more.
     *
     * @param by where that is said
     */
    record Revoked(String by) implements Standing {}

    /**
     * Nobody says that it may.
     *
     * @param why what is said instead, for people
     */
    record Unknown(String why) implements Standing {}
  }
}
