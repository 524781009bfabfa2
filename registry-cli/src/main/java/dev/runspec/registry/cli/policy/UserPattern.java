package dev.runspec.registry.cli.policy;

import java.util.Optional;

/**
 * A pattern for users to become.
 *
 * @param glob what is compared; nothing for nobody else: the login itself
 */
record UserPattern(Optional<Glob> glob) {

  /**
   * @throws IllegalArgumentException if it is no pattern
   */
  static UserPattern parse(String text) {
    return new UserPattern(text.isEmpty() ? Optional.empty() : Optional.of(new Glob(text)));
  }

  boolean matches(String user) {
    return user.isEmpty() ? glob.isEmpty() : glob.filter(each -> each.matches(user)).isPresent();
  }

  @Override
  public String toString() {
    return glob.map(Glob::pattern).orElse("");
  }
}
