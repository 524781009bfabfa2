package dev.runspec.registry.json;

import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.SshTarget;
import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Where SSH should go: <code>{"address":"10.0.0.7","port":2222,"user":"ops"}</code>. */
final class SshTargetJson {

  private SshTargetJson() {}

  /** Writes the member {@code ssh}, or nothing. */
  static void write(@Nullable SshTarget ssh, JsonWriter body) throws IOException {
    if (ssh == null) {
      return;
    }
    body.object(
        "ssh",
        target -> {
          target.member("address", ssh.address());
          Integer port = ssh.port();
          if (port != null) {
            target.member("port", port.longValue());
          }
          target.member("user", ssh.user());
        });
  }

  /** Writes the member {@code ssh}, null if there is none. */
  static void writeAlways(@Nullable SshTarget ssh, JsonWriter body) throws IOException {
    if (ssh == null) {
      body.member("ssh", new JsonDocument("null"));
    } else {
      write(ssh, body);
    }
  }

  /**
   * Reads the value of that member; null when it is null or, with the fault noted, does not fit.
   */
  static @Nullable SshTarget read(JsonReader reader) {
    if (reader.isNull() || !reader.enterObject()) {
      return null;
    }
    String pointer = reader.pointer();
    String address = null;
    Integer port = null;
    String user = null;
    for (String member = reader.nextMember(); member != null; member = reader.nextMember()) {
      switch (member) {
        case "address" -> address = reader.isNull() ? null : reader.string();
        case "port" -> port = reader.isNull() ? null : port(reader);
        case "user" -> user = reader.isNull() ? null : reader.string();
        default -> reader.skip();
      }
    }
    String knownAddress = address;
    Integer knownPort = port;
    String knownUser = user;
    return reader.within(pointer, () -> new SshTarget(knownAddress, knownPort, knownUser));
  }

  private static @Nullable Integer port(JsonReader reader) {
    BigDecimal number = reader.number();
    if (number == null) {
      return null;
    }
    try {
      return number.intValueExact();
    } catch (ArithmeticException e) {
      reader.fault(reader.pointer(), "expected a whole number within 1 and 65535, found " + number);
      return null;
    }
  }
}
