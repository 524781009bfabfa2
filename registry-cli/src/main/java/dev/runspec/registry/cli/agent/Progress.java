package dev.runspec.registry.cli.agent;

import dev.runspec.registry.client.AnnouncementListener;
import dev.runspec.registry.client.AnnouncementState;
import dev.runspec.registry.client.RegistryAnswerInvalid;
import dev.runspec.registry.client.RegistryException;
import dev.runspec.registry.client.RegistryRefused;
import dev.runspec.registry.client.RegistryUnreachable;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;

/**
 * How an agent fares, told line by line. An agent that was never registered, and that will not be
 * however often it tries, is ended; one that was registered once tries for ever.
 */
public final class Progress implements AnnouncementListener {

  private static final int SERVER_FAILED = 500;

  private final Consumer<String> lines;
  private final Leash leash;
  private boolean wasLive;
  private volatile Optional<RegistryException> dead = Optional.empty();

  public Progress(Consumer<String> lines, Leash leash) {
    this.lines = lines;
    this.leash = leash;
  }

  /** What made it end by itself, if it did. */
  public Optional<RegistryException> failure() {
    return dead;
  }

  @Override
  public void changed(AnnouncementState state, Optional<RegistryException> cause) {
    switch (state) {
      case CONNECTING -> {}
      case LIVE -> {
        wasLive = true;
        lines.accept("registered, and beating");
      }
      case RETRYING -> cause.ifPresent(this::failed);
      case CLOSED -> {
        if (dead.isEmpty()) {
          lines.accept(
              cause
                  .map(failure -> "ended, but not deregistered: " + failure.getMessage())
                  .orElse("deregistered"));
        }
      }
    }
  }

  private void failed(RegistryException cause) {
    if (!wasLive && isHopeless(cause)) {
      dead = Optional.of(cause);
      leash.release();
      return;
    }
    String standing = wasLive ? "lost the registry" : "not registered yet";
    lines.accept(standing + ", trying again: " + cause.getMessage());
  }

  private static boolean isHopeless(RegistryException failure) {
    return switch (failure) {
      case RegistryRefused refused -> !refused.isTransient() && refused.status() < SERVER_FAILED;
      case RegistryAnswerInvalid invalid -> true;
      case RegistryUnreachable away ->
          !away.isTransient() && away.getCause() instanceof SSLException;
    };
  }
}
