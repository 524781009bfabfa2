package dev.runspec.registry.cli.signature;

import dev.runspec.registry.cli.CommandFailure;
import dev.runspec.registry.cli.Surroundings;
import dev.runspec.registry.cli.TimeLimit;
import dev.runspec.registry.cli.run.Witness;
import dev.runspec.registry.client.RegistryClient;
import dev.runspec.registry.signature.AllowedSigners;
import dev.runspec.registry.signature.Verifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of commands that can run only what hosts signed. */
public final class VerifyOptions {

  private final Surroundings here;

  @Option(
      names = "--verify",
      description = {
        "Run only what its host signed with a key that your known_hosts has for it, whatever the"
            + " registry says."
      })
  private boolean isVerified;

  @Option(
      names = "--allowed-signers",
      paramLabel = "FILE",
      description = {
        "The keys that count, in place of known_hosts, as ssh-keygen -Y verify reads them, with"
            + " hosts as principals. Goes with --verify."
      })
  private @Nullable Path allowedSigners;

  @Option(
      names = "--max-signature-age",
      paramLabel = "TIME",
      description = "How old a signature may be, such as 48h; any age unless given.")
  private @Nullable TimeLimit longestAge;

  public VerifyOptions(Surroundings here) {
    this.here = here;
  }

  /** What is wrong with them, if anything. */
  public @Nullable String mistake(boolean isHostKeyIgnored) {
    if (isVerified) {
      return isHostKeyIgnored ? "--verify and --no-host-key-check do not go together" : null;
    }
    return allowedSigners != null
        ? "--allowed-signers goes with --verify"
        : longestAge != null ? "--max-signature-age goes with --verify" : null;
  }

  /** The witness, when signatures are to be looked at; else null. */
  public @Nullable Witness witness(RegistryClient registry, List<String> labels) {
    return isVerified ? always(registry, labels) : null;
  }

  /**
   * The witness, for somebody whose rules ask for signatures whatever was typed.
   *
   * @param registry what is asked for instances; open for as long as the witness is heard
   * @param labels the labels by which hosts are selected, each {@code key=value} or {@code key}
   */
  public Witness always(RegistryClient registry, List<String> labels) {
    return new SignatureWitness(
        registry::instance,
        new Verifier(here.clock(), longestAge == null ? null : longestAge.duration()),
        here.clock(),
        allowedSigners == null ? null : read(allowedSigners),
        labels,
        here.environment());
  }

  private static AllowedSigners read(Path file) {
    try {
      return AllowedSigners.parse(
          file.toString(),
          new String(Files.readAllBytes(file), StandardCharsets.UTF_8),
          ZoneId.systemDefault());
    } catch (NoSuchFileException e) {
      throw new CommandFailure("the allowed signers " + file + " do not exist");
    } catch (IOException e) {
      throw new CommandFailure(
          "the allowed signers " + file + " cannot be read: " + e.getClass().getSimpleName());
    } catch (IllegalArgumentException e) {
      throw new CommandFailure("the allowed signers " + e.getMessage());
    }
  }
}
