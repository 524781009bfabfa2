package dev.runspec.registry.cli.ssh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A user of this machine, made for one test and removed with it, with a home of their own and no
 * password. Needs root.
 */
public final class TestUser implements AutoCloseable {

  /** useradd and userdel give up when the other one holds the password file. */
  private static final ReentrantLock PASSWORD_FILE = new ReentrantLock();

  private final String name;

  private TestUser(String name) {
    this.name = name;
  }

  static TestUser create(Path homes) throws IOException {
    byte[] random = new byte[4];
    ThreadLocalRandom.current().nextBytes(random);
    String name = "rr" + HexFormat.of().formatHex(random);
    Path home = Files.createDirectory(homes.resolve(name));
    PASSWORD_FILE.lock();
    try {
      Shell.run("useradd", "-M", "-d", home.toString(), "-s", "/bin/sh", name);
      Shell.run("usermod", "-p", "*", name);
    } finally {
      PASSWORD_FILE.unlock();
    }
    Shell.run("chown", name, home.toString());
    return new TestUser(name);
  }

  /** The login name. */
  public String name() {
    return name;
  }

  @Override
  public void close() {
    PASSWORD_FILE.lock();
    try {
      Shell.run("userdel", "-f", name);
    } finally {
      PASSWORD_FILE.unlock();
    }
  }
}
