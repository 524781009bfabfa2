package dev.runspec.registry.signature;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The real {@code ssh-keygen}, in a folder of keys. */
public final class SshKeygen {

  private final Path folder;

  public SshKeygen(Path folder) {
    this.folder = folder;
  }

  /** Makes a key without a passphrase: {@code key("a", "-t", "rsa", "-b", "3072")}. */
  public Path key(String name, String... type) {
    Path file = folder.resolve(name);
    List<String> words =
        new ArrayList<>(List.of("-q", "-N", "", "-C", name, "-f", file.toString()));
    words.addAll(List.of(type));
    run("", words);
    return file;
  }

  /** The public part: a type and Base64. */
  public static String publicKey(Path key) throws IOException {
    String[] words = Files.readString(Path.of(key + ".pub")).split(" ", -1);
    return words[0] + " " + words[1].strip();
  }

  /** Signs {@code message}. */
  public String sign(Path key, String namespace, String message, String... options) {
    List<String> words =
        new ArrayList<>(List.of("-q", "-Y", "sign", "-f", key.toString(), "-n", namespace));
    for (String option : options) {
      words.addAll(List.of("-O", option));
    }
    return run(message, words);
  }

  /** Verifies it, as somebody would who allows {@code publicKey} to speak for {@code principal}. */
  public String verify(
      String publicKey, String principal, String namespace, String signature, String message)
      throws IOException {
    Path allowed = Files.writeString(folder.resolve("allowed"), principal + " " + publicKey + "\n");
    Path file = Files.writeString(folder.resolve("signature"), signature);
    return run(
        message,
        List.of(
            "-Y",
            "verify",
            "-f",
            allowed.toString(),
            "-I",
            principal,
            "-n",
            namespace,
            "-s",
            file.toString()));
  }

  /** Runs it with this input; what it prints, when it is content. */
  public String run(String input, List<String> words) {
    List<String> argv = new ArrayList<>(List.of("ssh-keygen"));
    argv.addAll(words);
    try {
      Path in = Files.writeString(Files.createTempFile(folder, "in", ""), input);
      Process process =
          new ProcessBuilder(argv).redirectInput(in.toFile()).redirectErrorStream(true).start();
      try (InputStream output = process.getInputStream()) {
        String said = new String(output.readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
          throw new AssertionError(argv + " failed: " + said);
        }
        return said;
      }
    } catch (IOException e) {
      throw new AssertionError("the tests need ssh-keygen (Debian: openssh-client)", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
