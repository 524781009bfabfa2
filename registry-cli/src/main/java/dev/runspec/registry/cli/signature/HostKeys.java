package dev.runspec.registry.cli.signature;

import dev.runspec.registry.cli.CommandFailure;
import dev.runspec.registry.cli.ssh.SshCommand;
import dev.runspec.registry.cli.ssh.UserSettings;
import dev.runspec.registry.signature.KeyTrust;
import dev.runspec.registry.signature.KnownHosts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The host keys that this person's SSH would accept on the way to a host: its own configuration
 * says under which name they are looked up, and in which files.
 */
final class HostKeys {

  private static final String KEY_REVOCATION_LIST = "SSHKRL\n";

  private final Map<String, String> environment;
  private final Map<Path, KnownHosts> files = new HashMap<>();

  HostKeys(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /** Keys that are known under the name of every one of these ways. */
  KeyTrust of(List<SshCommand> ways) {
    List<String> names = new ArrayList<>();
    KnownHosts known = KnownHosts.NONE;
    for (SshCommand way : ways) {
      UserSettings settings = UserSettings.of(way);
      names.add(name(settings));
      known = known.and(known(settings));
    }
    return known.under(names.stream().distinct().toList());
  }

  /** The name that ssh looks up: its alias, or the host with the port when it is not 22. */
  private static String name(UserSettings settings) {
    String host =
        settings
            .value("hostname")
            .orElseThrow(
                () ->
                    new CommandFailure(
                        "ssh does not say under which name it looks host keys up; see what ssh -G"
                            + " HOST says"));
    String port = settings.value("port").orElse("22");
    return settings
        .value("hostkeyalias")
        .filter(alias -> !alias.equals("none"))
        .orElse(port.equals("22") ? host : "[" + host + "]:" + port);
  }

  private KnownHosts known(UserSettings settings) {
    KnownHosts known = KnownHosts.NONE;
    for (String setting : List.of("userknownhostsfile", "globalknownhostsfile")) {
      for (Path file : paths(settings.value(setting).orElse("none"))) {
        known = known.and(files.computeIfAbsent(file, HostKeys::read));
      }
    }
    Optional<String> revoked =
        settings.value("revokedhostkeys").filter(value -> !value.equals("none"));
    return revoked.isEmpty()
        ? known
        : known.and(files.computeIfAbsent(path(revoked.get()), HostKeys::readRevoked));
  }

  /** ssh prints absolute paths, with spaces between them and perhaps in them. */
  private static List<Path> paths(String printed) {
    return printed.equals("none")
        ? List.of()
        : Arrays.stream(printed.split(" (?=/|[A-Za-z]:)", -1)).map(Path::of).toList();
  }

  /** Unlike the others, this setting is printed as it was written. */
  private Path path(String written) {
    String home = environment.getOrDefault("HOME", "");
    return Path.of(written.startsWith("~/") ? home + written.substring(1) : written);
  }

  private static KnownHosts read(Path file) {
    try {
      return KnownHosts.parse(file.toString(), text(file));
    } catch (NoSuchFileException e) {
      return KnownHosts.NONE;
    } catch (IOException e) {
      throw unreadable(file, e);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()));
    }
  }

  /** One that is named and missing, or that cannot be read, makes ssh refuse every host, too. */
  private static KnownHosts readRevoked(Path file) {
    try {
      String text = text(file);
      if (text.startsWith(KEY_REVOCATION_LIST)) {
        throw new CommandFailure(
            "the revoked host keys in "
                + file
                + " are a binary list, which --verify does not read; it reads a public key a line");
      }
      return KnownHosts.parseRevoked(file.toString(), text);
    } catch (IOException e) {
      throw unreadable(file, e);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()));
    }
  }

  /** Comments in it may be of any encoding. */
  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  private static CommandFailure unreadable(Path file, IOException e) {
    return new CommandFailure(
        "the host keys in " + file + " cannot be read: " + e.getClass().getSimpleName());
  }
}
