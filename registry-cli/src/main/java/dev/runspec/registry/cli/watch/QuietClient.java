package dev.runspec.registry.cli.watch;

import dev.runspec.registry.client.RegistryClient;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Where all that the client would note is shown already, and would stand in between. */
public final class QuietClient {

  /** Kept, since the setting of a logger goes with it. */
  private static final Logger CLIENT = Logger.getLogger(RegistryClient.class.getPackageName());

  private QuietClient() {}

  /** From now on it notes nothing. */
  public static void hush() {
    CLIENT.setLevel(Level.OFF);
  }
}
