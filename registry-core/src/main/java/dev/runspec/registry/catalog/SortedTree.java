package dev.runspec.registry.catalog;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An immutable sorted map: a change makes a new one that shares all but a path with the old. This
 * is what lets readers hold a whole catalogue without a lock while the next one is made.
 *
 * <p>A weight-balanced tree with the parameters (3, 2) of Hirai and Yamamoto, "Balancing
 * weight-balanced trees", JFP 21 (2011).
 */
final class SortedTree<K extends Comparable<K>, V> {

  private static final int DELTA = 3;
  private static final int RATIO = 2;

  private static final SortedTree<?, ?> EMPTY = new SortedTree<>(null);

  private final @Nullable Node<K, V> root;

  private SortedTree(@Nullable Node<K, V> root) {
    this.root = root;
  }

  private record Node<K, V>(
      K key, V value, @Nullable Node<K, V> left, @Nullable Node<K, V> right, int size) {}

  @SuppressWarnings("unchecked") // it holds nothing
  static <K extends Comparable<K>, V> SortedTree<K, V> empty() {
    return (SortedTree<K, V>) EMPTY;
  }

  /** A tree of these keys, which are in order and all different, and the values beside them. */
  static <K extends Comparable<K>, V> SortedTree<K, V> of(List<K> keys, List<V> values) {
    return new SortedTree<>(between(keys, values, 0, keys.size()));
  }

  private static <K, V> @Nullable Node<K, V> between(
      List<K> keys, List<V> values, int from, int to) {
    if (from == to) {
      return null;
    }
    int middle = (from + to) >>> 1;
    return new Node<>(
        keys.get(middle),
        values.get(middle),
        between(keys, values, from, middle),
        between(keys, values, middle + 1, to),
        to - from);
  }

  int size() {
    return size(root);
  }

  boolean isEmpty() {
    return root == null;
  }

  @Nullable V get(K key) {
    Node<K, V> node = root;
    while (node != null) {
      int order = key.compareTo(node.key);
      if (order == 0) {
        return node.value;
      }
      node = order < 0 ? node.left : node.right;
    }
    return null;
  }

  SortedTree<K, V> with(K key, V value) {
    return new SortedTree<>(put(root, key, value));
  }

  SortedTree<K, V> without(K key) {
    return get(key) == null ? this : new SortedTree<>(remove(root, key));
  }

  /** Hands every value over, in the order of the keys. */
  void forEach(Consumer<? super V> consumer) {
    forEach(root, consumer);
  }

  /**
   * The keys, in order, of which only one of the two trees has a value, or both have values that
   * are not the same.
   */
  List<K> differencesFrom(SortedTree<K, V> other, BiPredicate<V, V> isSame) {
    List<Node<K, V>> ours = nodes();
    List<Node<K, V>> theirs = other.nodes();
    List<K> differences = new ArrayList<>();
    int our = 0;
    int their = 0;
    while (our < ours.size() || their < theirs.size()) {
      int order =
          our == ours.size()
              ? 1
              : their == theirs.size() ? -1 : ours.get(our).key.compareTo(theirs.get(their).key);
      if (order != 0) {
        differences.add(order < 0 ? ours.get(our++).key : theirs.get(their++).key);
      } else if (!isSame.test(ours.get(our++).value, theirs.get(their++).value)) {
        differences.add(ours.get(our - 1).key);
      }
    }
    return differences;
  }

  private List<Node<K, V>> nodes() {
    List<Node<K, V>> nodes = new ArrayList<>(size());
    collect(root, nodes);
    return nodes;
  }

  private static <K, V> void collect(@Nullable Node<K, V> node, List<Node<K, V>> nodes) {
    if (node != null) {
      collect(node.left, nodes);
      nodes.add(node);
      collect(node.right, nodes);
    }
  }

  /** The values whose keys come after {@code key}, in order; all of them after null. */
  Iterable<V> after(@Nullable K key) {
    return () -> new Walk<>(root, key);
  }

  /** Goes on from one key to the next; on the stack is what comes after a left side. */
  private static final class Walk<K extends Comparable<K>, V> implements Iterator<V> {

    private final Deque<Node<K, V>> open = new ArrayDeque<>();

    Walk(@Nullable Node<K, V> root, @Nullable K after) {
      Node<K, V> node = root;
      while (node != null) {
        if (after == null || after.compareTo(node.key) < 0) {
          open.push(node);
          node = node.left;
        } else {
          node = node.right;
        }
      }
    }

    @Override
    public boolean hasNext() {
      return !open.isEmpty();
    }

    @Override
    public V next() {
      if (open.isEmpty()) {
        throw new NoSuchElementException("walk is at its end");
      }
      Node<K, V> next = open.pop();
      for (Node<K, V> node = next.right; node != null; node = node.left) {
        open.push(node);
      }
      return next.value;
    }
  }

  private static <K, V> void forEach(@Nullable Node<K, V> node, Consumer<? super V> consumer) {
    if (node != null) {
      forEach(node.left, consumer);
      consumer.accept(node.value);
      forEach(node.right, consumer);
    }
  }

  private static <K extends Comparable<K>, V> Node<K, V> put(
      @Nullable Node<K, V> node, K key, V value) {
    if (node == null) {
      return node(key, value, null, null);
    }
    int order = key.compareTo(node.key);
    if (order == 0) {
      return new Node<>(key, value, node.left, node.right, node.size);
    }
    return order < 0
        ? balanced(node.key, node.value, put(node.left, key, value), node.right)
        : balanced(node.key, node.value, node.left, put(node.right, key, value));
  }

  private static <K extends Comparable<K>, V> @Nullable Node<K, V> remove(
      @Nullable Node<K, V> node, K key) {
    if (node == null) {
      return null;
    }
    int order = key.compareTo(node.key);
    if (order < 0) {
      return balanced(node.key, node.value, remove(node.left, key), node.right);
    }
    if (order > 0) {
      return balanced(node.key, node.value, node.left, remove(node.right, key));
    }
    if (node.left == null) {
      return node.right;
    }
    if (node.right == null) {
      return node.left;
    }
    Node<K, V> next = node.right;
    while (next.left != null) {
      next = next.left;
    }
    return balanced(next.key, next.value, node.left, remove(node.right, next.key));
  }

  private static <K, V> Node<K, V> balanced(
      K key, V value, @Nullable Node<K, V> left, @Nullable Node<K, V> right) {
    int leftWeight = size(left) + 1;
    int rightWeight = size(right) + 1;
    if (right != null && rightWeight > DELTA * leftWeight) {
      Node<K, V> inner = right.left;
      if (inner == null || size(inner) + 1 < RATIO * (size(right.right) + 1)) {
        return node(right.key, right.value, node(key, value, left, inner), right.right);
      }
      return node(
          inner.key,
          inner.value,
          node(key, value, left, inner.left),
          node(right.key, right.value, inner.right, right.right));
    }
    if (left != null && leftWeight > DELTA * rightWeight) {
      Node<K, V> inner = left.right;
      if (inner == null || size(inner) + 1 < RATIO * (size(left.left) + 1)) {
        return node(left.key, left.value, left.left, node(key, value, inner, right));
      }
      return node(
          inner.key,
          inner.value,
          node(left.key, left.value, left.left, inner.left),
          node(key, value, inner.right, right));
    }
    return node(key, value, left, right);
  }

  private static <K, V> Node<K, V> node(
      K key, V value, @Nullable Node<K, V> left, @Nullable Node<K, V> right) {
    return new Node<>(key, value, left, right, size(left) + size(right) + 1);
  }

  private static int size(@Nullable Node<?, ?> node) {
    return node == null ? 0 : node.size;
  }
}
