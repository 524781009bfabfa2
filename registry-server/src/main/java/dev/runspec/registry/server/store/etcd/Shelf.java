package dev.runspec.registry.server.store.etcd;

import dev.runspec.registry.Sha256;
import dev.runspec.registry.Tool;
import dev.runspec.registry.ToolDefinition;
import dev.runspec.registry.catalog.Member;
import dev.runspec.registry.json.InvalidDocument;
import dev.runspec.registry.json.ToolJson;
import dev.runspec.registry.server.store.etcd.gateway.Etcd;
import dev.runspec.registry.server.store.etcd.gateway.Txn;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What lies in etcd under the hash of its content, and never changes: tool definitions, and records
 * that are too large for one value. This is the replica's copy.
 *
 * <p>A value is one byte that counts the further parts, and the first part of the packed content;
 * the others lie under {@code p/}. They are written before, so that whoever sees the first sees
 * all.
 */
final class Shelf {

  private final Keys keys;
  private final Map<String, ToolDefinition> definitions = new ConcurrentHashMap<>();
  private final Map<String, byte[]> larges = new ConcurrentHashMap<>();
  private final Map<String, byte[]> parts = new ConcurrentHashMap<>();
  private volatile Condemned condemned = Condemned.NOTHING;

  Shelf(Keys keys) {
    this.keys = keys;
  }

  /**
   * What is about to be removed.
   *
   * @param revision when that was written; 0 for never
   * @param hashes under which it lies
   */
  record Condemned(long revision, Set<String> hashes) {

    static final Condemned NOTHING = new Condemned(0, Set.of());

    static Condemned read(byte[] value, long revision) {
      String text = new String(value, StandardCharsets.US_ASCII);
      return new Condemned(revision, text.isEmpty() ? Set.of() : Set.of(text.split("\n", -1)));
    }

    static byte[] write(Set<String> hashes) {
      return String.join("\n", new TreeSet<>(hashes)).getBytes(StandardCharsets.US_ASCII);
    }
  }

  @Nullable ToolDefinition definition(String hash) {
    return definitions.get(hash);
  }

  byte @Nullable [] large(String hash) {
    return larges.get(hash);
  }

  Condemned condemned() {
    return condemned;
  }

  /** All that lies here. */
  Set<String> hashes() {
    Set<String> all = new TreeSet<>(definitions.keySet());
    all.addAll(larges.keySet());
    return all;
  }

  boolean isDefinition(String hash) {
    return definitions.containsKey(hash);
  }

  void clear() {
    definitions.clear();
    larges.clear();
    parts.clear();
    condemned = Condemned.NOTHING;
  }

  /** Follows etcd; any other key is none of the shelf's. */
  void put(String key, byte[] value, long revision) {
    if (key.startsWith(keys.definitions())) {
      String hash = key.substring(keys.definitions().length());
      definitions.computeIfAbsent(hash, absent -> readDefinition(hash, value));
    } else if (key.startsWith(keys.large())) {
      String hash = key.substring(keys.large().length());
      larges.computeIfAbsent(hash, absent -> whole(hash, value));
    } else if (key.startsWith(keys.parts())) {
      parts.put(key.substring(keys.parts().length()), value);
    } else if (key.equals(keys.condemned())) {
      condemned = Condemned.read(value, revision);
    }
  }

  /** Follows etcd. */
  void delete(String key) {
    if (key.startsWith(keys.definitions())) {
      definitions.remove(key.substring(keys.definitions().length()));
    } else if (key.startsWith(keys.large())) {
      larges.remove(key.substring(keys.large().length()));
    } else if (key.startsWith(keys.parts())) {
      parts.remove(key.substring(keys.parts().length()));
    }
  }

  private ToolDefinition readDefinition(String hash, byte[] value) {
    try {
      ToolDefinition read = ToolJson.read(Packed.unpack(whole(hash, value), 0)).definition();
      if (!read.hash().equals(hash)) {
        throw new IllegalArgumentException("it is another");
      }
      return read;
    } catch (InvalidDocument | IllegalArgumentException e) {
      throw new IllegalArgumentException("definition " + hash + ": " + e.getMessage(), e);
    }
  }

  private byte[] whole(String hash, byte[] value) {
    int further = value.length == 0 ? 0 : value[0] & 0xff;
    ByteArrayOutputStream whole = new ByteArrayOutputStream(value.length);
    whole.write(value, 1, Math.max(0, value.length - 1));
    for (int part = 1; part <= further; part++) {
      byte[] next = parts.remove(hash + "/" + part);
      if (next == null) {
        throw new IllegalArgumentException("part " + part + " of " + hash + " is missing");
      }
      whole.writeBytes(next);
    }
    return whole.toByteArray();
  }

  /**
   * Has lie there whatever a record refers to, and makes {@code txn} hold only as long as it does:
   * nothing is removed but after it was condemned, and whoever refers to something condemned takes
   * the sentence back.
   *
   * @return how many had to be brought there
   */
  int stock(Etcd etcd, Txn txn, Member member, byte @Nullable [] large) {
    int brought = 0;
    Condemned sentence = condemned; // read first: what is found below may go only after another one
    boolean isRescue = false;
    for (Map.Entry<String, ToolDefinition> each : definitionsOf(member).entrySet()) {
      String hash = each.getKey();
      isRescue |= sentence.hashes.contains(hash);
      if (!definitions.containsKey(hash)) {
        byte[] packed = Packed.pack(each.getValue().document().utf8());
        upload(etcd, keys.definitions(), hash, packed);
        brought++;
      }
    }
    if (large != null) {
      String hash = Sha256.hex(large);
      isRescue |= sentence.hashes.contains(hash);
      if (!larges.containsKey(hash)) {
        upload(etcd, keys.large(), hash, large);
        brought++;
      }
    }
    txn.ifWrittenAt(keys.condemned(), sentence.revision);
    if (isRescue) {
      txn.put(keys.condemned(), Condemned.write(Set.of()), 0);
    }
    return brought;
  }

  /** The definitions that an instance refers to, by hash. */
  static Map<String, ToolDefinition> definitionsOf(Member member) {
    Map<String, ToolDefinition> found = new LinkedHashMap<>();
    for (Tool tool : member.registration().publishedTools()) {
      found.put(tool.definition().hash(), tool.definition());
    }
    return found;
  }

  private void upload(Etcd etcd, String folder, String hash, byte[] packed) {
    int size = Filed.LARGEST_VALUE;
    int further = (packed.length - 1) / size;
    if (further > 255) {
      throw new IllegalArgumentException(
          "tools: they are too large for etcd even when packed, "
              + packed.length
              + " bytes; expected at most "
              + 256 * size);
    }
    long unused;
    for (int part = 1; part <= further; part++) {
      int end = Math.min(packed.length, (part + 1) * size);
      byte[] piece = Arrays.copyOfRange(packed, part * size, end);
      unused = etcd.put(keys.parts(hash) + part, piece, 0);
    }
    byte[] head = new byte[1 + Math.min(packed.length, size)];
    head[0] = (byte) further;
    System.arraycopy(packed, 0, head, 1, head.length - 1);
    unused = etcd.put(folder + hash, head, 0);
  }
}
