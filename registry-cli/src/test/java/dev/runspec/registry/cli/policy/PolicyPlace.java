package dev.runspec.registry.cli.policy;

import dev.runspec.registry.cli.policy.PolicyFile.Origin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A folder for policies that nobody else can write to.
 *
 * @param folder the folder
 */
record PolicyPlace(Path folder) {

  /** Writes a policy that is as private as it should be. */
  Path write(String name, String toml) {
    try {
      Path file = Files.writeString(folder.resolve(name), toml);
      return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The policy of a user who has this file, on a machine that has none. */
  Policy users(String toml) {
    return new PolicyPlaces(folder.resolve("none.toml"), write("user.toml", toml), false).read();
  }

  /** The policy where the machine has one, and the user another. */
  Policy both(String system, String user) {
    return new PolicyPlaces(write("system.toml", system), write("user.toml", user), false).read();
  }

  PolicyFile read(String toml) {
    return PolicyFile.read(write("policy.toml", toml), Origin.USER);
  }
}
