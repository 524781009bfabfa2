package dev.runspec.registry.signature;

import dev.runspec.registry.Text;
import dev.runspec.registry.signature.KeyTrust.Standing;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Base64.Decoder;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The host keys that a caller's SSH knows: {@code known_hosts} files (sshd(8)). Hashed names,
 * {@code [host]:port}, patterns and {@code @revoked} count; {@code @cert-authority} does not, since
 * what is signed here is signed by plain keys.
 */
public final class KnownHosts {

  /** No keys of anybody. */
  public static final KnownHosts NONE = new KnownHosts(List.of());

  private final List<Line> lines;

  private KnownHosts(List<Line> lines) {
    this.lines = List.copyOf(lines);
  }

  private enum Marker {
    NONE,
    CERT_AUTHORITY,
    REVOKED
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Line(String where, Marker marker, HostNames names, String type, byte[] blob) {}

  /**
   * Reads a file. A line that SSH would pass over is passed over, unless it means to revoke a key.
   *
   * @param source what the file is called
   * @throws IllegalArgumentException if what a line revokes cannot be read
   */
  public static KnownHosts parse(String source, String text) {
    List<Line> lines = new ArrayList<>();
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      parse(source + ":" + number, words(line)).ifPresent(lines::add);
    }
    return new KnownHosts(lines);
  }

  /**
   * Reads a file of keys that are revoked for all hosts, as {@code RevokedHostKeys} names it: a
   * public key a line.
   *
   * @throws IllegalArgumentException if a line is something else
   */
  public static KnownHosts parseRevoked(String source, String text) {
    String revoking =
        text.lines()
            .map(line -> words(line).isEmpty() ? "" : "@revoked * " + line)
            .collect(Collectors.joining("\n"));
    return parse(source, revoking);
  }

  private static List<String> words(String line) {
    String stripped = line.strip();
    return stripped.isEmpty() || stripped.startsWith("#")
        ? List.of()
        : List.of(stripped.split("[ \t]+"));
  }

  private static Optional<Line> parse(String where, List<String> words) {
    if (words.isEmpty()) {
      return Optional.empty();
    }
    boolean isMarked = words.get(0).startsWith("@");
    Marker marker =
        switch (words.get(0)) {
          case "@cert-authority" -> Marker.CERT_AUTHORITY;
          case "@revoked" -> Marker.REVOKED;
          default -> Marker.NONE;
        };
    List<String> rest = isMarked ? words.subList(1, words.size()) : words;
    byte[] blob = rest.size() < 3 ? null : decoded(rest.get(2));
    if (marker == Marker.REVOKED && (blob == null || !HostNames.isReadable(rest.get(0)))) {
      throw new IllegalArgumentException(
          where + ": the key that this line revokes cannot be read; mend the line");
    }
    boolean isUnknownMarker = isMarked && marker == Marker.NONE;
    return blob == null || isUnknownMarker || !HostNames.isReadable(rest.get(0))
        ? Optional.empty()
        : Optional.of(new Line(where, marker, HostNames.parse(rest.get(0)), rest.get(1), blob));
  }

  private static byte @Nullable [] decoded(String base64) {
    Decoder decoder = Base64.getDecoder();
    try {
      return decoder.decode(base64);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** These and those. */
  public KnownHosts and(KnownHosts others) {
    List<Line> all = new ArrayList<>(lines);
    all.addAll(others.lines);
    return new KnownHosts(all);
  }

  /**
   * The keys that are known under every one of these names.
   *
   * @param names as SSH looks them up: {@code web-01}, {@code [10.0.0.7]:2222}
   */
  public KeyTrust under(List<String> names) {
    List<String> lower = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    if (lower.isEmpty()) {
      throw new IllegalArgumentException("there is no name to look keys up by");
    }
    return key -> standing(key, lower);
  }

  private Standing standing(SshKey key, List<String> names) {
    for (String name : names) {
      for (Line line : lines) {
        if (line.marker == Marker.REVOKED && isOf(line, name, key)) {
          return new Standing.Revoked(line.where);
        }
      }
    }
    String by = "";
    for (String name : names) {
      Optional<Line> knows =
          lines.stream()
              .filter(line -> line.marker == Marker.NONE && isOf(line, name, key))
              .findFirst();
      if (knows.isEmpty()) {
        return new Standing.Unknown(unknown(name));
      }
      by = by.isEmpty() ? knows.get().where : by + ", " + knows.get().where;
    }
    return new Standing.Trusted(by);
  }

  private static boolean isOf(Line line, String name, SshKey key) {
    return key.isEncodedBy(line.blob) && key.type().equals(line.type) && line.names.hold(name);
  }

  private String unknown(String name) {
    List<Line> told =
        lines.stream()
            .filter(line -> line.marker != Marker.REVOKED && line.names.hold(name))
            .toList();
    List<String> others =
        told.stream()
            .filter(line -> line.marker == Marker.NONE)
            .map(line -> Text.inOneLine(line.type) + " (" + line.where + ")")
            .distinct()
            .limit(5)
            .toList();
    if (!others.isEmpty()) {
      return "it is not among the keys that are known for "
          + name
          + ": "
          + String.join(", ", others);
    }
    return told.isEmpty()
        ? "no key is known for " + name
        : name
            + " is known by a certificate authority only ("
            + told.get(0).where
            + "), which does not count here";
  }
}
