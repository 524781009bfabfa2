package dev.runspec.registry.catalog;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map that finds a key in a few steps however many there are: five bits of the hash
 * code choose the way at every node. A change makes a new map that shares all but a path with the
 * old (Bagwell, "Ideal Hash Trees", 2001). Keys whose hash codes are the same stand in a {@link
 * SortedTree}, so that nobody slows it down by choosing them.
 */
final class HashTrie<K extends Comparable<K>, V> {

  private static final int BITS = 5;
  private static final int MASK = (1 << BITS) - 1;
  private static final Object[] NOTHING = {};
  private static final HashTrie<?, ?> EMPTY = new HashTrie<>(new Node(0, NOTHING));

  private final Node root;

  private HashTrie(Node root) {
    this.root = root;
  }

  /**
   * One node.
   *
   * @param present which of the 32 ways lead somewhere
   * @param ways where to, in order: a {@link Node}, an {@link Entry} or {@link Alike} ones
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Node(int present, Object[] ways) {

    private int index(int way) {
      return Integer.bitCount(present & (way - 1));
    }

    Node with(int way, Object to) {
      int index = index(way);
      boolean isThere = (present & way) != 0;
      Object[] more = Arrays.copyOf(ways, ways.length + (isThere ? 0 : 1));
      if (!isThere) {
        System.arraycopy(ways, index, more, index + 1, ways.length - index);
      }
      more[index] = to;
      return new Node(present | way, more);
    }

    Node without(int way) {
      int index = index(way);
      Object[] fewer = Arrays.copyOf(ways, ways.length - 1);
      System.arraycopy(ways, index + 1, fewer, index, fewer.length - index);
      return new Node(present & ~way, fewer);
    }
  }

  private record Entry(Object key, Object value) {}

  /** Entries of keys whose hash codes are the same. */
  private record Alike(int hash, SortedTree<?, ?> values) {}

  @SuppressWarnings("unchecked") // it holds nothing
  static <K extends Comparable<K>, V> HashTrie<K, V> empty() {
    return (HashTrie<K, V>) EMPTY;
  }

  @SuppressWarnings("unchecked") // only what is of these types was put in
  @Nullable V get(K key) {
    int hash = hash(key);
    Node node = root;
    for (int shift = 0; ; shift += BITS) {
      int way = way(hash, shift);
      if ((node.present & way) == 0) {
        return null;
      }
      Object next = node.ways[node.index(way)];
      if (next instanceof Entry entry) {
        return entry.key.equals(key) ? (V) entry.value : null;
      }
      if (next instanceof Alike alike) {
        return alike.hash == hash ? ((SortedTree<K, V>) alike.values).get(key) : null;
      }
      node = (Node) next;
    }
  }

  HashTrie<K, V> with(K key, V value) {
    return new HashTrie<>(put(root, 0, hash(key), new Entry(key, value)));
  }

  HashTrie<K, V> without(K key) {
    return get(key) == null ? this : new HashTrie<>(remove(root, 0, hash(key), key));
  }

  private Node put(Node node, int shift, int hash, Entry entry) {
    int way = way(hash, shift);
    if ((node.present & way) == 0) {
      return node.with(way, entry);
    }
    Object there = node.ways[node.index(way)];
    if (there instanceof Node below) {
      return node.with(way, put(below, shift + BITS, hash, entry));
    }
    if (there instanceof Entry other && other.key.equals(entry.key)) {
      return node.with(way, entry);
    }
    int hashThere = there instanceof Alike alike ? alike.hash : hash(((Entry) there).key);
    if (hashThere == hash) {
      return node.with(way, alike(there, hash, entry));
    }
    Node below = new Node(way(hashThere, shift + BITS), new Object[] {there});
    return node.with(way, put(below, shift + BITS, hash, entry));
  }

  @SuppressWarnings("unchecked") // only what is of these types was put in
  private Alike alike(Object there, int hash, Entry entry) {
    SortedTree<K, V> values =
        there instanceof Alike alike
            ? (SortedTree<K, V>) alike.values
            : SortedTree.<K, V>empty().with((K) ((Entry) there).key, (V) ((Entry) there).value);
    return new Alike(hash, values.with((K) entry.key, (V) entry.value));
  }

  /** Takes out a key that is there. */
  @SuppressWarnings("unchecked") // only what is of these types was put in
  private Node remove(Node node, int shift, int hash, K key) {
    int way = way(hash, shift);
    Object there = node.ways[node.index(way)];
    if (there instanceof Alike alike) {
      SortedTree<K, V> left = ((SortedTree<K, V>) alike.values).without(key);
      return left.isEmpty() ? node.without(way) : node.with(way, new Alike(hash, left));
    }
    if (there instanceof Node below) {
      Node left = remove(below, shift + BITS, hash, key);
      return left.ways.length == 0
          ? node.without(way)
          : node.with(way, left.ways.length == 1 && isLeaf(left.ways[0]) ? left.ways[0] : left);
    }
    return node.without(way);
  }

  private static boolean isLeaf(Object there) {
    return !(there instanceof Node);
  }

  private static int way(int hash, int shift) {
    return 1 << (hash >>> shift & MASK);
  }

  /** The hash codes of numbered names differ in few bits, and the first ones choose first. */
  private static int hash(Object key) {
    int spread = key.hashCode() * 0x9e3779b9;
    return spread ^ spread >>> 16;
  }
}
