package dev.runspec.registry.cli.ssh;

import dev.runspec.registry.cli.ChildProcess;
import dev.runspec.registry.cli.CommandFailure;
import dev.runspec.registry.signature.InvalidSignature;
import dev.runspec.registry.signature.SshSignature;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Signs with an SSH key by {@code ssh-keygen -Y sign}, which knows every kind of key, agents and
 * hardware.
 */
public final class KeySigner {

  /** Long enough for somebody to touch a security key. */
  private static final long SECONDS = 60;

  private final Path key;
  private final String namespace;
  private final Map<String, String> environment;

  /**
   * @param key the file of a private key, or of the public part of one that an agent has
   * @param namespace what signatures are for
   * @param environment the environment variables
   */
  public KeySigner(Path key, String namespace, Map<String, String> environment) {
    this.key = key;
    this.namespace = namespace;
    this.environment = Map.copyOf(environment);
  }

  /**
   * The armoured signature of this message.
   *
   * @throws CommandFailure if there is none, or one that no verifier takes; it says why
   */
  public String sign(byte[] message) {
    Optional<File> program = LocalProgram.find("ssh-keygen", environment);
    if (program.isEmpty()) {
      throw failure("ssh-keygen is not on the PATH (Debian: openssh-client)");
    }
    String signature = signature(program.get(), message);
    try {
      if (SshSignature.read(signature).isOf(message)) {
        return signature;
      }
    } catch (InvalidSignature e) {
      throw failure("no verifier would take what it signs: " + e.getMessage());
    }
    throw failure("its signature does not fit; does the public key beside it belong to it?");
  }

  private String signature(File program, byte[] message) {
    Process process = null;
    try {
      process =
          ChildProcess.of(
                  List.of(program.toString(), "-Y", "sign", "-f", key.toString(), "-n", namespace))
              .start();
      try (OutputStream input = process.getOutputStream()) {
        input.write(message);
      }
      // Both streams are short: they fit into the pipes.
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        throw failure("ssh-keygen did not sign within " + SECONDS + " seconds");
      }
      String said = text(process.getInputStream().readAllBytes());
      if (process.exitValue() != 0) {
        throw failure("ssh-keygen says: " + complaint(process));
      }
      return said;
    } catch (IOException e) {
      throw failure(
          process == null ? "ssh-keygen does not start" : "ssh-keygen says: " + complaint(process));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure("interrupted");
    } finally {
      if (process != null) {
        process.destroyForcibly();
      }
    }
  }

  /** Its last line: the first ones say what it is doing. */
  private static String complaint(Process process) {
    try {
      return text(process.getErrorStream().readAllBytes())
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .reduce((first, second) -> second)
          .orElse("nothing");
    } catch (IOException e) {
      return "nothing";
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private CommandFailure failure(@Nullable String why) {
    return new CommandFailure("the key " + key + " cannot be used for signing: " + why);
  }
}
