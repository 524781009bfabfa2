package dev.runspec.registry.client;

import java.util.Locale;

/** The terminal programs for which the registry writes session files. */
public enum ExportFormat {
  /** SuperPuTTY's sessions, XML. */
  SUPERPUTTY,
  /** MobaXterm's bookmarks, an INI file. */
  MOBAXTERM;

  /** Its name on the wire: {@code superputty}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
