package dev.runspec.registry.server;

import java.util.List;
import java.util.Optional;

/** Every option of the server, in the order of the help. What is not here does not exist. */
final class Options {

  /** Where the options stand in a configuration file. */
  static final String ROOT = "registry";

  static final List<Option> ALL =
      List.of(
          new Option("host", "ADDRESS", "0.0.0.0", "address to listen on"),
          new Option("port", "PORT", "8765", "port to listen on; 0 is any free one"),
          new Option(
              "api-key",
              "KEY",
              "",
              "key that writes need; it shows in the process list, --api-key-file does not"),
          new Option("api-key-file", "FILE", "", "file whose first line is that key"),
          new Option(
              "keys-file",
              "FILE",
              "",
              "named keys, one a line: name scopes sha256-hex [hosts=glob,glob]"
                  + " [expires=2027-01-01]; read again when it changes"),
          new Option("protect-reads", "", "false", "reads need a key, too"),
          new Option(
              "open-writes", "", "false", "without a key, take writes from other machines, too"),
          new Option("ssl-keyfile", "FILE", "", "private key in PEM; turns TLS on"),
          new Option(
              "ssl-certfile", "FILE", "", "certificate chain in PEM, the server's own first"),
          new Option("purge-interval", "TIME", "60s", "how often dead instances are looked for"),
          new Option(
              "retention",
              "TIME",
              "24h",
              "how long a dead instance stays known: 90s, 15m, 24h, 7d"),
          new Option("reload", "", "false", "restart when classes or configuration change"),
          new Option(
              "data-dir",
              "FOLDER",
              "",
              "where the registry keeps its data; $XDG_STATE_HOME/runspec-registry or"
                  + " ~/.local/state/runspec-registry unless set"),
          new Option(
              "store",
              "KIND",
              "embedded",
              "embedded, memory to keep nothing, or etcd to share it among several registries"),
          new Option(
              "etcd-endpoints", "URLS", "", "the members of etcd: https://a:2379,https://b:2379"),
          new Option("etcd-ca", "FILE", "", "certificates to trust etcd by, in PEM"),
          new Option("etcd-cert", "FILE", "", "our certificate for etcd, in PEM"),
          new Option("etcd-key", "FILE", "", "its private key, in PEM"),
          new Option("etcd-user", "NAME", "", "our user at etcd"),
          new Option("etcd-password-file", "FILE", "", "file whose first line is its password"),
          new Option(
              "etcd-prefix", "PATH", "/runspec-registry", "what our keys in etcd begin with"),
          new Option(
              "rate-limit",
              "RATE",
              "2000/10000",
              "requests per second[/burst] of one address; off, also for wrong keys, is for behind a"
                  + " proxy that limits both"),
          new Option("max-body", "SIZE", "8MiB", "largest body of a request"),
          new Option(
              "shutdown-grace", "TIME", "10s", "how long running requests may finish, 5s or more"),
          new Option("access-log", "", "false", "note every request on standard error"));

  private Options() {}

  static Optional<Option> named(String name) {
    return ALL.stream().filter(option -> option.name().equals(name)).findFirst();
  }

  /** The text of {@code --help}. */
  static String help() {
    StringBuilder help = new StringBuilder();
    help.append("Usage: registry-server [OPTION]...\n");
    help.append("       registry-server import --from FOLDER [OPTION]...\n");
    help.append("       registry-server export --to FOLDER [OPTION]...\n");
    help.append("Knows which command-line tools are alive on which hosts.\n\n");
    help.append("import moves what an embedded store keeps in a folder into the store that the\n");
    help.append("options name; export moves it back into an empty folder.\n\n");
    for (Option option : ALL) {
      String flag = option.isSwitch() ? option.flag() : option.flag() + " " + option.placeholder();
      line(help, flag, option.help() + preset(option));
    }
    line(help, "--config FILE", "configuration file (application.yaml, if it is there)");
    line(help, "--version", "show the version and end");
    line(help, "--help", "show this and end");
    help.append('\n');
    help.append("Every option is also a system property (-Dregistry.data-dir=X), an environment\n");
    help.append(
        "variable (REGISTRY_DATA_DIR=X) and a member of 'registry:' in the configuration\n");
    help.append("file. The command line wins over these, in this order.\n\n");
    help.append(
        "TERM, INT or HUP end it once what runs is answered: exit code 143, 130 or 129. It\n");
    help.append("is 1 when the registry cannot start, 2 when an option is wrong.\n");
    return help.toString();
  }

  private static String preset(Option option) {
    return option.isSwitch() || option.preset().isEmpty() ? "" : " (" + option.preset() + ")";
  }

  private static void line(StringBuilder help, String flag, String text) {
    help.append("  ").append(flag);
    int column = 26;
    if (flag.length() + 3 > column) {
      help.append('\n').append(" ".repeat(column));
    } else {
      help.append(" ".repeat(column - 2 - flag.length()));
    }
    int used = column;
    for (String word : text.split(" ", -1)) {
      if (used > column && used + 1 + word.length() > 100) {
        help.append('\n').append(" ".repeat(column));
        used = column;
      }
      help.append(used > column ? " " : "").append(word);
      used += word.length() + (used > column ? 1 : 0);
    }
    help.append('\n');
  }
}
