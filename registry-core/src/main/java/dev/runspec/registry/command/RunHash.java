package dev.runspec.registry.command;

import dev.runspec.registry.Execution;
import dev.runspec.registry.Sha256;
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
    return new RunHash(PREFIX + Sha256.hex(String.join("\0", texts) + "\0"));
  }

  @Override
  public String toString() {
    return value;
  }

  private static String orNothing(@Nullable String text) {
    return text == null ? "" : text;
  }
}
