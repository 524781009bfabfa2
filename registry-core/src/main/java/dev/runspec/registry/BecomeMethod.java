package dev.runspec.registry;

import java.util.Locale;
import java.util.Optional;

/** The programs that may be used to become another user on a host. There is no fifth. */
public enum BecomeMethod {
  SUDO,
  SU,
  PBRUN,
  DZDO;

  /** Its name on the wire and as a program: {@code sudo}. */
  public String program() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The method with exactly this wire name, if there is one. */
  public static Optional<BecomeMethod> named(String name) {
    for (BecomeMethod method : values()) {
      if (method.program().equals(name)) {
        return Optional.of(method);
      }
    }
    return Optional.empty();
  }
}
