package dev.runspec.registry.cli.mcp;

import dev.runspec.registry.Sha256;
import java.util.regex.Pattern;

/**
 * The names under which models know tools: letters, digits, {@code _} and {@code -}, at most 63 of
 * them. A name that has others, or is too long, is changed and gets a hash of what it was; so does
 * one that looks as if it had one already, so that none can pass for another.
 */
final class ToolNames {

  private static final int LONGEST = 48;
  private static final int HASH = 6;
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]{1," + LONGEST + "}");
  private static final Pattern HASHED = Pattern.compile(".*_[0-9a-f]{" + HASH + "}");

  private ToolNames() {}

  /** The name of the tool called {@code original}. */
  static String of(String original) {
    if (PLAIN.matcher(original).matches() && !HASHED.matcher(original).matches()) {
      return original;
    }
    String plain = original.replaceAll("[^A-Za-z0-9_-]", "_");
    return plain.substring(0, Math.min(plain.length(), LONGEST)) + "_" + hash(original);
  }

  /** The name of one of several tools that are all called {@code original}. */
  static String of(String original, String which) {
    return of(original) + "__" + hash(which);
  }

  private static String hash(String text) {
    return Sha256.hex(text).substring(0, HASH);
  }
}
