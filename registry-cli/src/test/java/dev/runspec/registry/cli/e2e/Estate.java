package dev.runspec.registry.cli.e2e;

import dev.runspec.registry.cli.Terminal;
import dev.runspec.registry.cli.ssh.SshCommand;
import dev.runspec.registry.cli.ssh.SshServer;
import dev.runspec.registry.cli.ssh.TestUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A registry, the hosts it knows, which are all one {@code sshd}, and a place to run tools from.
 */
final class Estate implements AutoCloseable {

  private final LiveRegistry registry = LiveRegistry.start();
  private final SshServer hosts;
  private final TestUser login;
  private final Path folder;

  Estate() throws IOException {
    hosts = SshServer.start();
    login = hosts.user();
    folder = hosts.openFolder();
  }

  LiveRegistry registry() {
    return registry;
  }

  SshServer hosts() {
    return hosts;
  }

  /** The login that tools are run by, unless somebody says otherwise. */
  TestUser login() {
    return login;
  }

  /** A folder that everybody may use. */
  Path folder() {
    return folder;
  }

  /** Writes a script that everybody may run. */
  Path script(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Writes the script and registers it on {@code web-01} under its name. */
  void tool(String name, String text) throws IOException {
    Entry.of("web-01", name, script(name, text).toString()).registerIn(registry, name);
  }

  /** The command line as a process of its own, which logs in as {@link #login}. */
  Program program() throws IOException {
    return program(hosts.strangersConfig("IdentityFile " + hosts.key(), "User " + login.name()));
  }

  /** The same with another SSH configuration. */
  Program program(Path configuration) {
    return Program.in(folder)
        .with("REGISTRY_URL", registry.uri().toString())
        .with(SshCommand.CONFIG_VARIABLE, configuration.toString());
  }

  /** The command line in this process, for what writes nothing past picocli. */
  Terminal terminal() {
    return new Terminal()
        .with("REGISTRY_URL", registry.uri().toString())
        .with(SshCommand.CONFIG_VARIABLE, hosts.config().toString());
  }

  @Override
  public void close() throws IOException {
    registry.close();
    hosts.close();
  }
}
