package dev.runspec.registry.cli;

import dev.runspec.registry.cli.context.ContextFile;
import dev.runspec.registry.cli.context.ContextName;
import dev.runspec.registry.cli.context.Contexts;
import dev.runspec.registry.client.RegistryClient;
import dev.runspec.registry.client.RegistryClientBuilder;
import dev.runspec.registry.client.RetryPolicy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options that say which registry to speak to, and how. */
public final class ConnectionOptions {

  /** The variable that has the key. */
  static final String KEY = "REGISTRY_API_KEY";

  /** Where a registry is unless somebody says otherwise. */
  public static final URI DEFAULT_REGISTRY = URI.create("http://127.0.0.1:8765");

  private static final Duration SHORTLY = Duration.ofSeconds(2);

  private final Surroundings here;

  @Spec(Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--registry",
      paramLabel = "URL",
      description = {
        "The registry. Else REGISTRY_URL, else that of the context in use, else that of a nearby"
            + " runspec.toml, else port 8765 of this machine."
      })
  private @Nullable String registry;

  @Option(
      names = "--context",
      paramLabel = "NAME",
      description = {
        "The registry of this context, with its key. Else REGISTRY_CONTEXT, else what context use"
            + " took."
      })
  private @Nullable ContextName context;

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
    return meant().address();
  }

  /**
   * A client for it; the caller closes it. The key of the environment is not sent to a registry
   * that only a file in some folder names: whoever wrote that file would have it.
   */
  public RegistryClient client() {
    MeantRegistry meant = meant();
    return builder(meant, meant.key(variable(KEY))).build();
  }

  /** The same for somebody who tries again by themselves, and wants to know when. */
  public RegistryClient watchingClient() {
    MeantRegistry meant = meant();
    return builder(meant, meant.key(variable(KEY))).retry(RetryPolicy.NONE).build();
  }

  /** The same for somebody who waits with a finger on a key: it does without an answer soon. */
  public RegistryClient hastyClient() {
    MeantRegistry meant = meant();
    return builder(meant, meant.key(variable(KEY)))
        .connectTimeout(SHORTLY)
        .requestTimeout(SHORTLY)
        .retry(RetryPolicy.NONE)
        .build();
  }

  /** A client for an agent, whose caller means the file that names the registry. */
  public RegistryClient agentClient() {
    MeantRegistry meant = meant();
    return builder(meant, meant.agentKey(variable(KEY))).build();
  }

  private RegistryClientBuilder builder(MeantRegistry meant, Optional<String> otherKey) {
    RegistryClientBuilder builder;
    try {
      String given = givenKey();
      builder =
          RegistryClient.builder(meant.address())
              .apiKey(given == null ? otherKey.orElse(null) : given);
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
    return trusted(meant).map(builder::caFile).orElse(builder);
  }

  /** The PEM file with the certificates to trust, where it is not the platform's that count. */
  public Optional<Path> trusted() {
    return trusted(meant());
  }

  private Optional<Path> trusted(MeantRegistry meant) {
    return certificates == null
        ? meant.certificates(variable("REGISTRY_CERT").map(Path::of))
        : Optional.of(certificates);
  }

  /** Whether a key is sent, without reading it. */
  public boolean isKeySent() {
    return key != null || keyFile != null || meant().key(variable(KEY)).isPresent();
  }

  /** Who names the registry: an option, the environment, a context, a nearby file, or nobody. */
  private MeantRegistry meant() {
    if (registry != null && context != null) {
      throw wrong("give --registry or --context, not both");
    }
    if (registry != null) {
      return MeantRegistry.named(url(registry));
    }
    ContextFile file = ContextFile.of(here.environment());
    if (context != null) {
      return MeantRegistry.chosen(file.read().named(context));
    }
    Optional<String> variable = variable("REGISTRY_URL");
    if (variable.isPresent()) {
      return MeantRegistry.named(url(variable.get()));
    }
    Contexts contexts = file.read();
    return contexts
        .inUse(here.environment())
        .map(contexts::named)
        .map(MeantRegistry::inUse)
        .or(() -> here.nearby().address().map(MeantRegistry::nearby))
        .orElseGet(() -> MeantRegistry.named(DEFAULT_REGISTRY));
  }

  private URI url(String said) {
    try {
      return URI.create(said);
    } catch (IllegalArgumentException e) {
      throw wrong("registry address is not a URL such as " + DEFAULT_REGISTRY + ": " + said);
    }
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
