package dev.runspec.registry;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The fingerprint of a list of tools: SHA-256 over their documents, each ended by a line feed. */
public final class ToolsHash {

  private ToolsHash() {}

  /** The fingerprint in hex. */
  public static String of(List<Tool> tools) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Tool tool : tools) {
        digest.update(tool.document().utf8());
        digest.update((byte) '\n');
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
