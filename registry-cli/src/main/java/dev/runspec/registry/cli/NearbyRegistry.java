package dev.runspec.registry.cli;

import java.net.URI;
import java.util.Optional;

/** The registry that a {@code runspec.toml} near the working directory names. */
@FunctionalInterface
public interface NearbyRegistry {

  /** Its address, if there is such a file and it names one. */
  Optional<URI> address();
}
