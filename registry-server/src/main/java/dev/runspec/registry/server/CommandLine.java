package dev.runspec.registry.server;

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
 */
record CommandLine(Map<String, String> flags, Optional<Path> config, Optional<String> asksFor) {

  /**
   * Takes {@code --name value}, {@code --name=value} and {@code --switch}.
   *
   * @throws UsageException when something is not known
   */
  static CommandLine parse(List<String> arguments) {
    Map<String, String> flags = new LinkedHashMap<>();
    Optional<Path> config = Optional.empty();
    for (int at = 0; at < arguments.size(); at++) {
      String argument = arguments.get(at);
      if (argument.equals("--help") || argument.equals("-h") || argument.equals("--version")) {
        String wish = argument.equals("--version") ? "--version" : "--help";
        return new CommandLine(Map.of(), Optional.empty(), Optional.of(wish));
      }
      int equals = argument.indexOf('=');
      String flag = equals < 0 ? argument : argument.substring(0, equals);
      boolean isConfig = flag.equals("--config");
      Optional<Option> option =
          flag.startsWith("--") ? Options.named(flag.substring(2)) : Optional.empty();
      if (!isConfig && option.isEmpty()) {
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
      } else {
        flags.put(flag.substring(2), value);
      }
    }
    return new CommandLine(flags, config, Optional.empty());
  }
}
