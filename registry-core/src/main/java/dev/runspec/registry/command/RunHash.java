package dev.runspec.registry.command;

import dev.runspec.registry.Execution;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stands for what a tool is and how it is run: for its definition, its command, the user it becomes
 * and how. Where that is not said, it stands for what is done then. Not for the host: a tool that
 * is the same on many hosts has one.
 *
 * @param value {@code run-} and the SHA-256 in hex of five texts, each followed by a NUL: the
 *     definition's hash, the command, the user, the method, the flags
 */
public record RunHash(String value) {

  private static final String PREFIX = "run-";

  /** The one of a tool with this definition and this way of running it. */
  public static RunHash of(String definitionHash, Execution execution) {
    String runAs = orNothing(execution.runAs());
    boolean isBecoming = !runAs.isEmpty();
    String method = execution.becomeMethod() == null ? "sudo" : execution.becomeMethod();
    List<String> texts =
        List.of(
            definitionHash,
            orNothing(execution.command()),
            runAs,
            isBecoming ? method : "",
            isBecoming ? orNothing(execution.becomeFlags()) : "");
    return new RunHash(PREFIX + sha256(String.join("\0", texts) + "\0"));
  }

  @Override
  public String toString() {
    return value;
  }

  private static String orNothing(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
