package dev.runspec.registry.server;

import java.util.Locale;
import java.util.Optional;

/**
 * One thing that can be asked of the server, wherever it is asked: as a flag, a system property, an
 * environment variable or in a file.
 *
 * @param name its name, such as {@code data-dir}
 * @param placeholder what its value is called in the help; empty for a switch that is on or off
 * @param preset its value when nobody says anything; empty for none
 * @param help one line about it
 */
record Option(String name, String placeholder, String preset, String help) {

  /** How it is written on the command line. */
  String flag() {
    return "--" + name;
  }

  /** Its key in a configuration file and among the system properties. */
  String key() {
    return Options.ROOT + "." + name;
  }

  /** Its environment variable. */
  String variable() {
    return key().replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }

  /** Whether it only means something to the store on etcd. */
  boolean isOfEtcd() {
    return name.startsWith("etcd-");
  }

  boolean isSwitch() {
    return placeholder.isEmpty();
  }

  Optional<String> presetValue() {
    return preset.isEmpty() ? Optional.empty() : Optional.of(preset);
  }
}
