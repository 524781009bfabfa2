package dev.runspec.registry;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/** The fingerprint of a list of tools: SHA-256 over their documents, each ended by a line feed. */
public final class ToolsHash {

  private ToolsHash() {}

  /** The fingerprint in hex. */
  public static String of(List<Tool> tools) {
    MessageDigest digest = Sha256.begin();
    for (Tool tool : tools) {
      digest.update(tool.document().utf8());
      digest.update((byte) '\n');
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
