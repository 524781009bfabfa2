package dev.runspec.registry.cli;

import dev.runspec.registry.client.RegistryClient;
import dev.runspec.registry.client.RegistryClientBuilder;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options that say which registry to speak to, and how. */
public final class ConnectionOptions {

  /** Where a registry is unless somebody says otherwise. */
  public static final URI DEFAULT_REGISTRY = URI.create("http://127.0.0.1:8765");

  private final Surroundings here;

  @Spec(Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--registry",
      paramLabel = "URL",
      description = {
        "The registry. Else REGISTRY_URL, else the registry of a nearby runspec.toml, else"
            + " port 8765 of this machine."
      })
  private @Nullable String registry;

  @Option(
      names = "--registry-key",
      paramLabel = "KEY",
      description = {
        "The API key. Others on this machine can see it in the list of processes: better use"
            + " --registry-key-file or REGISTRY_API_KEY."
      })
  private @Nullable String key;

  @Option(
      names = "--registry-key-file",
      paramLabel = "FILE",
      description = "A file whose first line is the API key; - reads it from standard input.")
  private @Nullable String keyFile;

  @Option(
      names = "--registry-cert",
      paramLabel = "FILE",
      description = "A PEM file with the certificates to trust. Else REGISTRY_CERT.")
  private @Nullable Path certificates;

  public ConnectionOptions(Surroundings here) {
    this.here = here;
    this.command = CommandSpec.create();
  }

  /** The registry that is meant. */
  public URI address() {
    return named().or(() -> here.nearby().address()).orElse(DEFAULT_REGISTRY);
  }

  /** The registry that the caller names, by option or environment. */
  private Optional<URI> named() {
    String said = registry == null ? variable("REGISTRY_URL").orElse(null) : registry;
    if (said == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(URI.create(said));
    } catch (IllegalArgumentException e) {
      throw wrong("registry address is not a URL such as " + DEFAULT_REGISTRY + ": " + said);
    }
  }

  /**
   * A client for it; the caller closes it. The key of the environment is not sent to a registry
   * that only a file in some folder names: whoever wrote that file would have it.
   */
  public RegistryClient client() {
    boolean isTheirs = named().isEmpty() && here.nearby().address().isPresent();
    return client(isTheirs ? Optional.empty() : variable("REGISTRY_API_KEY"));
  }

  /** A client for an agent, whose caller means the file that names the registry. */
  public RegistryClient agentClient() {
    return client(variable("REGISTRY_API_KEY"));
  }

  private RegistryClient client(Optional<String> environmentKey) {
    RegistryClientBuilder builder;
    try {
      String given = givenKey();
      builder =
          RegistryClient.builder(address())
              .apiKey(given == null ? environmentKey.orElse(null) : given);
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
    Path trusted =
        certificates == null ? variable("REGISTRY_CERT").map(Path::of).orElse(null) : certificates;
    return (trusted == null ? builder : builder.caFile(trusted)).build();
  }

  /** Whether standard input is there for the key, and so says nothing else. */
  public boolean isInputTheKey() {
    return keyFile != null && keyFile.equals(KeyFile.STANDARD_INPUT);
  }

  private @Nullable String givenKey() {
    if (key != null && keyFile != null) {
      throw wrong("give --registry-key or --registry-key-file, not both");
    }
    return keyFile == null ? key : new KeyFile(keyFile, here.input()).key();
  }

  /** An environment variable; one that is empty is as if it were not there. */
  private Optional<String> variable(String name) {
    return Optional.ofNullable(here.environment().get(name)).filter(value -> !value.isEmpty());
  }

  private ParameterException wrong(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
