package dev.runspec.registry.server.http;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The text of a keys file: {@code name scopes sha256-hex [hosts=glob,glob] [expires=2027-01-01]}, a
 * key a line; a line that starts with {@code #} is a comment.
 */
final class KeysFile {

  private static final String SHAPE =
      "expected 'name scopes sha256-hex [hosts=glob,glob] [expires=2027-01-01]'";

  private KeysFile() {}

  /** Reads the keys, or says which line is wrong and why; never what is in it. */
  static List<ApiKey> parse(List<String> lines) {
    List<ApiKey> keys = new ArrayList<>();
    Set<String> names = new HashSet<>();
    Set<String> hashes = new HashSet<>();
    for (int at = 0; at < lines.size(); at++) {
      String line = lines.get(at).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      try {
        ApiKey key = key(line);
        if (!names.add(key.name()) || !hashes.add(key.sha256())) {
          throw new IllegalArgumentException("the key '" + key.name() + "' is there twice");
        }
        keys.add(key);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("line " + (at + 1) + ": " + e.getMessage(), e);
      }
    }
    return List.copyOf(keys);
  }

  private static ApiKey key(String line) {
    String[] words = line.split("\\s+", -1);
    if (words.length < 3) {
      throw new IllegalArgumentException(SHAPE);
    }
    Set<Access> scopes = EnumSet.noneOf(Access.class);
    for (String scope : words[1].split(",", -1)) {
      scopes.add(scope(scope));
    }
    List<HostGlob> hosts = List.of();
    Instant expires = null;
    for (int at = 3; at < words.length; at++) {
      if (words[at].startsWith("hosts=")) {
        hosts = globs(words[at].substring("hosts=".length()));
      } else if (words[at].startsWith("expires=")) {
        expires = date(words[at].substring("expires=".length()));
      } else {
        throw new IllegalArgumentException("word " + (at + 1) + " is not known; " + SHAPE);
      }
    }
    return new ApiKey(words[0], scopes, words[2].toLowerCase(Locale.ROOT), hosts, expires);
  }

  private static Access scope(String name) {
    return switch (name) {
      case "read" -> Access.READ;
      case "write" -> Access.WRITE;
      case "admin" -> Access.ADMIN;
      default ->
          throw new IllegalArgumentException(
              "the second word is not a list of read, write and admin; " + SHAPE);
    };
  }

  private static List<HostGlob> globs(String list) {
    List<HostGlob> globs = new ArrayList<>();
    for (String glob : list.split(",", -1)) {
      globs.add(new HostGlob(glob));
    }
    return globs;
  }

  private static Instant date(String text) {
    try {
      return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("expires is not a date such as 2027-01-01", e);
    }
  }
}
