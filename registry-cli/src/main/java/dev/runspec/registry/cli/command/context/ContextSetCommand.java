package dev.runspec.registry.cli.command.context;

import dev.runspec.registry.cli.CommandFailure;
import dev.runspec.registry.cli.ConnectionOptions;
import dev.runspec.registry.cli.KeyFile;
import dev.runspec.registry.cli.Surroundings;
import dev.runspec.registry.cli.context.Context;
import dev.runspec.registry.cli.context.ContextFile;
import dev.runspec.registry.cli.context.ContextName;
import dev.runspec.registry.cli.context.Contexts;
import dev.runspec.registry.cli.output.Visible;
import dev.runspec.registry.client.RegistryClient;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code context set NAME}. */
@Command(
    name = "set",
    description = {
      "Makes a context, or changes what is given of one.",
      "With another registry it begins anew: the key for the old one is not for the new one."
    })
final class ContextSetCommand implements Runnable {

  private final Surroundings here;

  @Spec private CommandSpec command = CommandSpec.create();

  @Parameters(paramLabel = "NAME", description = "Its name: letters, digits, dots, dashes.")
  private @Nullable ContextName name;

  @Option(names = "--registry", paramLabel = "URL", description = "The registry.")
  private @Nullable String registry;

  @Option(
      names = "--registry-key-file",
      paramLabel = "FILE",
      description = {
        "A file whose first line is the API key, which is copied; - reads it from standard input."
      })
  private @Nullable String keyFile;

  @Option(
      names = "--registry-cert",
      paramLabel = "FILE",
      description = "A PEM file with the certificates to trust; its path is kept.")
  private @Nullable Path certificates;

  ContextSetCommand(Surroundings here) {
    this.here = here;
  }

  @Override
  public void run() {
    ContextName wanted = Objects.requireNonNull(name);
    ContextFile file = ContextFile.of(here.environment());
    Contexts contexts = file.read();
    Context context = changed(contexts.find(wanted).orElse(null), wanted);
    file.write(contexts.with(context));
    command
        .commandLine()
        .getOut()
        .println(
            "set "
                + wanted
                + ": "
                + Visible.of(context.registry().toString())
                + (context.hasKey() ? ", with a key" : ", without a key"));
  }

  private Context changed(@Nullable Context before, ContextName wanted) {
    URI address = registry == null ? null : checked(registry);
    Context context;
    if (before != null && (address == null || address.equals(before.registry()))) {
      context = before;
    } else if (address != null) {
      context = new Context(wanted, address, null, null);
    } else {
      throw usage("there is no context " + wanted + " yet; give its --registry");
    }
    if (keyFile != null) {
      context = context.withKey(checkedKey(context, new KeyFile(keyFile, here.input()).key()));
    }
    return certificates == null ? context : context.withCertificates(readable(certificates));
  }

  private URI checked(String said) {
    try {
      URI address = new URI(said);
      RegistryClient.builder(address);
      return address;
    } catch (URISyntaxException e) {
      throw usage("registry address is not a URL such as " + ConnectionOptions.DEFAULT_REGISTRY);
    } catch (IllegalArgumentException e) {
      throw usage(String.valueOf(e.getMessage()));
    }
  }

  private String checkedKey(Context context, String key) {
    try {
      RegistryClient.builder(context.registry()).apiKey(key);
      return key;
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()));
    }
  }

  private static Path readable(Path file) {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new CommandFailure("the certificates " + file + " are not a file that can be read");
    }
    return file.toAbsolutePath().normalize();
  }

  private ParameterException usage(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
