package dev.runspec.registry.server;

import dev.runspec.registry.server.ServerConfig.Move.Direction;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The arguments of the program, taken apart.
 *
 * @param flags the options that were given, by name
 * @param config the configuration file that was named
 * @param asksFor {@code --help} or {@code --version}, if one of them was there
 * @param move {@code import --from FOLDER} or {@code export --to FOLDER}, if that came first
 */
record CommandLine(
    Map<String, String> flags,
    Optional<Path> config,
    Optional<String> asksFor,
    Optional<Moving> move) {

  /** What is to be moved where. */
  record Moving(Direction direction, Path folder) {}

  /**
   * Takes {@code --name value}, {@code --name=value} and {@code --switch}.
   *
   * @throws UsageException when something is not known
   */
  static CommandLine parse(List<String> arguments) {
    Map<String, String> flags = new LinkedHashMap<>();
    Optional<Path> config = Optional.empty();
    Optional<Direction> direction = direction(arguments);
    String end = direction.map(way -> way == Direction.IMPORT ? "--from" : "--to").orElse("");
    Optional<Path> folder = Optional.empty();
    for (int at = direction.isPresent() ? 1 : 0; at < arguments.size(); at++) {
      String argument = arguments.get(at);
      if (argument.equals("--help") || argument.equals("-h") || argument.equals("--version")) {
        String wish = argument.equals("--version") ? "--version" : "--help";
        return new CommandLine(Map.of(), Optional.empty(), Optional.of(wish), Optional.empty());
      }
      int equals = argument.indexOf('=');
      String flag = equals < 0 ? argument : argument.substring(0, equals);
      boolean isConfig = flag.equals("--config");
      Optional<Option> option =
          flag.startsWith("--") ? Options.named(flag.substring(2)) : Optional.empty();
      boolean isFolder = flag.equals(end);
      if (!isConfig && !isFolder && option.isEmpty()) {
        throw new UsageException("unknown argument '" + flag + "'; see --help for those there are");
      }
      String value;
      if (equals >= 0) {
        value = argument.substring(equals + 1);
      } else if (option.isPresent() && option.get().isSwitch()) {
        value = "true";
      } else if (at + 1 < arguments.size() && !arguments.get(at + 1).startsWith("--")) {
        value = arguments.get(++at);
      } else {
        throw new UsageException(flag + " needs a value: " + flag + " X or " + flag + "=X");
      }
      if (isConfig) {
        config = Optional.of(Path.of(value));
      } else if (isFolder) {
        folder = Optional.of(Path.of(value));
      } else {
        flags.put(flag.substring(2), value);
      }
    }
    if (direction.isPresent() && folder.isEmpty()) {
      throw new UsageException(arguments.get(0) + " needs a folder: " + end + " FOLDER");
    }
    Path moved = folder.orElse(Path.of(""));
    return new CommandLine(
        flags, config, Optional.empty(), direction.map(way -> new Moving(way, moved)));
  }

  private static Optional<Direction> direction(List<String> arguments) {
    String first = arguments.isEmpty() ? "" : arguments.get(0);
    return switch (first) {
      case "import" -> Optional.of(Direction.IMPORT);
      case "export" -> Optional.of(Direction.EXPORT);
      default -> Optional.empty();
    };
  }
}
