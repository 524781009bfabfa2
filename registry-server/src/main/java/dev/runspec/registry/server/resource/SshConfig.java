package dev.runspec.registry.server.resource;

/** Hosts as an SSH client's configuration, for an {@code Include} (ssh_config(5)). */
final class SshConfig {

  private SshConfig() {}

  static String blocks(ExportedHost.All all) {
    StringBuilder blocks = new StringBuilder("# The live hosts of a runspec registry.\n");
    if (all.leftOut() > 0) {
      blocks
          .append("# Left out, since their names or addresses are none for SSH: ")
          .append(all.leftOut())
          .append(".\n");
    }
    for (ExportedHost host : all.hosts()) {
      blocks.append("\nHost ").append(host.name()).append('\n');
      // Written also where it is the same, so that no other block says it otherwise.
      line(blocks, "HostName", host.destination().host().replace("%", "%%"));
      Integer port = host.destination().port();
      if (port != null) {
        line(blocks, "Port", port.toString());
      }
      String user = host.destination().user();
      if (user != null) {
        line(blocks, "User", user);
      }
    }
    return blocks.toString();
  }

  private static void line(StringBuilder blocks, String keyword, String value) {
    blocks.append("  ").append(keyword).append(' ').append(value).append('\n');
  }
}
