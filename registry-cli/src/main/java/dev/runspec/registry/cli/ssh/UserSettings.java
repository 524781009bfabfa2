package dev.runspec.registry.cli.ssh;

import dev.runspec.registry.cli.ChildProcess;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a person's own SSH configuration says about the way to a host: {@code ssh -G}.
 *
 * @param values by the names of settings in lower case
 */
public record UserSettings(Map<String, String> values) {

  public UserSettings {
    values = Map.copyOf(values);
  }

  /** Asks ssh; whatever goes wrong, nothing is said. */
  public static UserSettings of(SshCommand ssh) {
    Optional<File> program = LocalProgram.find(ssh.program(), System.getenv());
    if (program.isEmpty()) {
      return new UserSettings(Map.of());
    }
    List<String> argv = ssh.questionArgv();
    argv.set(0, program.get().toString());
    try {
      Process asked =
          ChildProcess.of(LocalProgram.deafToInterrupt(argv))
              .redirectError(Redirect.DISCARD)
              .start();
      asked.getOutputStream().close();
      String said = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return parsed(said);
    } catch (IOException e) {
      return new UserSettings(Map.of());
    }
  }

  static UserSettings parsed(String said) {
    Map<String, String> values = new HashMap<>();
    for (String line : said.split("\n", -1)) {
      int space = line.indexOf(' ');
      if (space > 0) {
        values.putIfAbsent(
            line.substring(0, space).toLowerCase(Locale.ROOT), line.substring(space + 1).strip());
      }
    }
    return new UserSettings(values);
  }

  /** The value of a setting, if there is one. */
  public Optional<String> value(String setting) {
    return Optional.ofNullable(values.get(setting)).filter(value -> !value.isEmpty());
  }

  /** Whether it limits the time that connecting may take. */
  boolean isConnectLimited() {
    return !values.getOrDefault("connecttimeout", "none").equals("none");
  }

  /** Whether it shares connections in a way of its own. */
  boolean isSharing() {
    return !values.getOrDefault("controlmaster", "false").equals("false")
        || !values.getOrDefault("controlpath", "none").equals("none");
  }
}
