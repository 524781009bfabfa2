package dev.runspec.registry.cli;

import dev.runspec.registry.cli.context.Context;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The registry that a command is to speak to, and which key is for it. A context's key goes with
 * the context's own address or not at all: whoever names another registry beside it gets none of
 * it.
 */
sealed interface MeantRegistry {

  /** One whose address the caller named, or that nobody named and that is on this machine. */
  static MeantRegistry named(URI address) {
    return new Named(address);
  }

  /** That of a context named on the command line, which goes before the environment. */
  static MeantRegistry chosen(Context context) {
    return new Chosen(context);
  }

  /** That of the context in use, which the environment goes before. */
  static MeantRegistry inUse(Context context) {
    return new InUse(context);
  }

  /** One that only a file in some folder names. */
  static MeantRegistry nearby(URI address) {
    return new Nearby(address);
  }

  URI address();

  /**
   * The key for it.
   *
   * @param environment the key that the environment holds
   */
  Optional<String> key(Optional<String> environment);

  /** The key for it when an agent asks, which means the file that it is described in. */
  default Optional<String> agentKey(Optional<String> environment) {
    return key(environment);
  }

  /**
   * The certificates to trust there.
   *
   * @param environment those that the environment names
   */
  default Optional<Path> certificates(Optional<Path> environment) {
    return environment;
  }

  record Named(URI address) implements MeantRegistry {
    @Override
    public Optional<String> key(Optional<String> environment) {
      return environment;
    }
  }

  record Nearby(URI address) implements MeantRegistry {
    @Override
    public Optional<String> key(Optional<String> environment) {
      return Optional.empty();
    }

    @Override
    public Optional<String> agentKey(Optional<String> environment) {
      return environment;
    }
  }

  record Chosen(Context context) implements MeantRegistry {
    @Override
    public URI address() {
      return context.registry();
    }

    @Override
    public Optional<String> key(Optional<String> environment) {
      return Optional.ofNullable(context.key()).or(() -> environment);
    }

    @Override
    public Optional<Path> certificates(Optional<Path> environment) {
      return Optional.ofNullable(context.certificates()).or(() -> environment);
    }
  }

  record InUse(Context context) implements MeantRegistry {
    @Override
    public URI address() {
      return context.registry();
    }

    @Override
    public Optional<String> key(Optional<String> environment) {
      return environment.or(() -> Optional.ofNullable(context.key()));
    }

    @Override
    public Optional<Path> certificates(Optional<Path> environment) {
      return environment.or(() -> Optional.ofNullable(context.certificates()));
    }
  }
}
