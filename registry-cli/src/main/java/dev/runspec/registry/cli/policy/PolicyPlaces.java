package dev.runspec.registry.cli.policy;

import dev.runspec.registry.cli.CommandFailure;
import dev.runspec.registry.cli.policy.PolicyFile.Origin;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where policies are looked for. No variable moves the system's: it holds for those, too, who set
 * variables.
 *
 * @param system the system's
 * @param user the user's; null when there is no place for it
 * @param isUserNamed whether somebody named it, so that it has to be there
 */
public record PolicyPlaces(Path system, @Nullable Path user, boolean isUserNamed) {

  /** Names a file to take in the place of the user's. */
  static final String VARIABLE = "REGISTRY_POLICY";

  private static final Path SYSTEM = Path.of("/etc/runspec/policy.toml");
  private static final String NAME = "runspec/policy.toml";

  /** Those for this environment, with the file that an option names, if one does. */
  public static PolicyPlaces of(Map<String, String> environment, @Nullable Path option) {
    if (option != null) {
      return new PolicyPlaces(SYSTEM, option, true);
    }
    String named = environment.getOrDefault(VARIABLE, "");
    if (!named.isEmpty()) {
      return new PolicyPlaces(SYSTEM, path(named), true);
    }
    // A relative XDG_CONFIG_HOME is to be ignored (XDG Base Directory Specification 0.8).
    Optional<Path> configuration = folder(environment, "XDG_CONFIG_HOME");
    Optional<Path> home = folder(environment, "HOME").map(folder -> folder.resolve(".config"));
    return new PolicyPlaces(
        SYSTEM, configuration.or(() -> home).map(in -> in.resolve(NAME)).orElse(null), false);
  }

  /**
   * Reads what there is.
   *
   * @throws CommandFailure if something there is not a policy that can be trusted
   */
  public Policy read() {
    List<PolicyFile> files = new ArrayList<>();
    if (TrustedFile.exists(system)) {
      files.add(PolicyFile.read(system, Origin.SYSTEM));
    }
    if (user != null && (isUserNamed || TrustedFile.exists(user))) {
      files.add(PolicyFile.read(user, Origin.USER));
    }
    return files.isEmpty() ? Policy.STANDARD : new Policy(files);
  }

  private static Path path(String named) {
    try {
      return Path.of(named);
    } catch (InvalidPathException e) {
      throw new CommandFailure(VARIABLE + " names no file: " + e.getMessage());
    }
  }

  private static Optional<Path> folder(Map<String, String> environment, String variable) {
    return Optional.ofNullable(environment.get(variable))
        .filter(value -> !value.isEmpty())
        .map(Path::of)
        .filter(Path::isAbsolute);
  }
}
