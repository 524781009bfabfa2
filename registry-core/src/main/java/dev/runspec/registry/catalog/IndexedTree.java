package dev.runspec.registry.catalog;

import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A {@link SortedTree} that also knows its values by the hash codes of their keys. A way down a
 * large tree is a row of places in memory that nobody looked at lately; a lookup pays for each of
 * them, and lookups are what is asked for most.
 */
final class IndexedTree<K extends Comparable<K>, V> {

  private static final IndexedTree<?, ?> EMPTY =
      new IndexedTree<>(SortedTree.<String, String>empty(), HashTrie.empty());

  private final SortedTree<K, V> tree;
  private final HashTrie<K, V> index;

  private IndexedTree(SortedTree<K, V> tree, HashTrie<K, V> index) {
    this.tree = tree;
    this.index = index;
  }

  @SuppressWarnings("unchecked") // it holds nothing
  static <K extends Comparable<K>, V> IndexedTree<K, V> empty() {
    return (IndexedTree<K, V>) EMPTY;
  }

  /** A tree of these keys, which are in order and all different, and the values beside them. */
  static <K extends Comparable<K>, V> IndexedTree<K, V> of(List<K> keys, List<V> values) {
    HashTrie<K, V> index = HashTrie.empty();
    for (int at = 0; at < keys.size(); at++) {
      index = index.with(keys.get(at), values.get(at));
    }
    return new IndexedTree<>(SortedTree.of(keys, values), index);
  }

  int size() {
    return tree.size();
  }

  @Nullable V get(K key) {
    return index.get(key);
  }

  IndexedTree<K, V> with(K key, V value) {
    return new IndexedTree<>(tree.with(key, value), index.with(key, value));
  }

  IndexedTree<K, V> without(K key) {
    return get(key) == null ? this : new IndexedTree<>(tree.without(key), index.without(key));
  }

  /** Hands every value over, in the order of the keys. */
  void forEach(Consumer<? super V> consumer) {
    tree.forEach(consumer);
  }

  /** The keys, in order, of which the two trees have not the same value. */
  List<K> differencesFrom(IndexedTree<K, V> other, BiPredicate<V, V> isSame) {
    return tree.differencesFrom(other.tree, isSame);
  }

  /** The values whose keys come after {@code key}, in order; all of them after null. */
  Iterable<V> after(@Nullable K key) {
    return tree.after(key);
  }
}
