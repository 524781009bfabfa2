package dev.runspec.registry.client;

import java.util.Locale;

/** The programs in whose words the registry tells its live hosts. */
public enum ExportFormat {
  /** SuperPuTTY's sessions, XML. */
  SUPERPUTTY,
  /** MobaXterm's bookmarks, an INI file. */
  MOBAXTERM,
  /** Blocks for OpenSSH's client configuration. */
  SSH_CONFIG,
  /** A dynamic inventory of Ansible, JSON. */
  ANSIBLE,
  /** Nodes of Rundeck, JSON. */
  RUNDECK,
  /** Targets for Prometheus' {@code http_sd_configs}, JSON. */
  PROMETHEUS;

  /** Its name on the wire: {@code ssh-config}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
