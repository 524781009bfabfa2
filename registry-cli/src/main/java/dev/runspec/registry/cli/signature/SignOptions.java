package dev.runspec.registry.cli.signature;

import dev.runspec.registry.Registration;
import dev.runspec.registry.ToolsSignature;
import dev.runspec.registry.cli.CommandFailure;
import dev.runspec.registry.cli.Surroundings;
import dev.runspec.registry.cli.ssh.KeySigner;
import dev.runspec.registry.client.ToolsSigner;
import dev.runspec.registry.signature.Statement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say with which key an agent signs its tools. */
public final class SignOptions {

  private final Surroundings here;

  @Option(
      names = "--sign-key",
      paramLabel = "FILE",
      description = {
        "Sign the tools with this SSH key, or with the one of the SSH agent whose public part this"
            + " is, for callers who verify. Else with the host's own key, where it can be read."
      })
  private @Nullable Path key;

  @Option(names = "--no-sign", description = "Do not sign the tools.")
  private boolean isUnsigned;

  public SignOptions(Surroundings here) {
    this.here = here;
  }

  /** What is wrong with them, if anything. */
  public Optional<String> mistake() {
    return isUnsigned && key != null
        ? Optional.of("--sign-key and --no-sign do not go together")
        : Optional.empty();
  }

  /**
   * Who signs, if anybody does. It signs this agent once, so that a key that was named and does not
   * do is told before anything else happens; when the host's own key does not do, nobody signs.
   *
   * @param tell told of that, in a line
   */
  public Optional<Signed> signed(Registration agent, Consumer<String> tell) {
    Optional<Path> file =
        isUnsigned ? Optional.empty() : Optional.ofNullable(key).or(this::hostKey);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    KeySigner keys = new KeySigner(file.get(), Statement.NAMESPACE, here.environment());
    ToolsSigner signer = each -> signature(each, keys);
    try {
      Signed signed = new Signed(agent.signed(signer.sign(agent)), signer);
      if (key != null) {
        tell.accept("signing with " + key);
      }
      return Optional.of(signed);
    } catch (CommandFailure e) {
      if (key != null) {
        throw e;
      }
      tell.accept("warning: the tools are not signed: " + e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * An agent that is signed.
   *
   * @param agent with its signature
   * @param signer who signs it again
   */
  public record Signed(Registration agent, ToolsSigner signer) {}

  private ToolsSignature signature(Registration agent, KeySigner keys) {
    Instant now = here.clock().instant().truncatedTo(ChronoUnit.SECONDS);
    return new ToolsSignature(now, keys.sign(Statement.of(agent, now).utf8()));
  }

  /** The key by which most clients know a host, if it can be read: usually by root only. */
  private Optional<Path> hostKey() {
    return Stream.of("ed25519", "ecdsa", "rsa")
        .map(type -> Path.of("/etc/ssh/ssh_host_" + type + "_key"))
        .filter(Files::isReadable)
        .findFirst();
  }
}
