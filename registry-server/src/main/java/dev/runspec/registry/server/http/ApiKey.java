package dev.runspec.registry.server.http;

import dev.runspec.registry.Sha256;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key that opens the registry, kept as its hash.
 *
 * @param name what the log calls it
 * @param scopes what it may do
 * @param sha256 the hash of the key in hex
 * @param hosts the hosts that it may write for; none means any
 * @param expires when it stops working, or null
 */
public record ApiKey(
    String name,
    Set<Access> scopes,
    String sha256,
    List<HostGlob> hosts,
    @Nullable Instant expires) {

  public ApiKey {
    if (!name.matches("[A-Za-z0-9._@-]{1,64}")) {
      throw new IllegalArgumentException(
          "key name is not 1 to 64 of letters, digits and ._@-: '" + name + "'");
    }
    if (scopes.isEmpty()) {
      throw new IllegalArgumentException("key '" + name + "' has no scope");
    }
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("key '" + name + "' has no SHA-256 of 64 hex digits");
    }
    scopes = Set.copyOf(scopes);
    hosts = List.copyOf(hosts);
  }

  /** The key of {@code --api-key}: every scope, every host, for ever. */
  public static ApiKey unlimited(String key) {
    return new ApiKey(
        "default",
        EnumSet.of(Access.READ, Access.WRITE, Access.ADMIN),
        HexFormat.of().formatHex(hash(key)),
        List.of(),
        null);
  }

  /** Whether this is the key of that hash; takes the same time for every answer. */
  boolean hasHash(byte[] presented) {
    return MessageDigest.isEqual(HexFormat.of().parseHex(sha256), presented);
  }

  /** Whether it may be used so at that time. */
  boolean allows(Access access, Instant now) {
    return scopes.contains(access) && (expires == null || now.isBefore(expires));
  }

  /** Who a caller with this key is. */
  Caller caller() {
    return new Caller(name, hosts);
  }

  static byte[] hash(String key) {
    return Sha256.of(key);
  }
}
