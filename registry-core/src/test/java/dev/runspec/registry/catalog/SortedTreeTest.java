package dev.runspec.registry.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SortedTreeTest {

  @Test
  void anEmptyTreeHoldsNothing() {
    SortedTree<String, String> empty = SortedTree.empty();

    assertThat(empty.isEmpty()).isTrue();
    assertThat(empty.size()).isZero();
    assertThat(empty.get("a")).isNull();
    assertThat(empty.without("a")).isSameAs(empty);
  }

  @Test
  void withoutWhatItDoesNotHoldATreeIsItself() {
    SortedTree<String, String> tree = SortedTree.<String, String>empty().with("a", "1");

    assertThat(tree.without("b")).isSameAs(tree);
  }

  @Property(tries = 200)
  void aWalkGoesOnBehindAnyKeyWhetherOrNotItIsThere(
      @ForAll @Size(max = 60) List<@IntRange(max = 79) Integer> keys,
      @ForAll @IntRange(max = 80) int after) {
    SortedTree<Integer, Integer> tree = SortedTree.empty();
    TreeMap<Integer, Integer> map = new TreeMap<>();
    for (int key : keys) {
      tree = tree.with(key, -key);
      map.put(key, -key);
    }

    assertThat(tree.after(null)).containsExactlyElementsOf(map.values());
    assertThat(tree.after(after)).containsExactlyElementsOf(map.tailMap(after, false).values());
  }

  /** Even numbers put, odd ones remove; the key is what is left. */
  @Property(tries = 300)
  void aTreeHoldsWhatAMapWouldAndOldOnesStayAsTheyWere(
      @ForAll @Size(max = 120) List<@IntRange(max = 79) Integer> steps) {
    SortedTree<Integer, Integer> tree = SortedTree.empty();
    TreeMap<Integer, Integer> map = new TreeMap<>();
    List<SortedTree<Integer, Integer>> trees = new ArrayList<>();
    List<TreeMap<Integer, Integer>> maps = new ArrayList<>();
    for (int at = 0; at < steps.size(); at++) {
      int key = steps.get(at) / 2;
      if (steps.get(at) % 2 == 0) {
        tree = tree.with(key, at);
        map.put(key, at);
      } else {
        tree = tree.without(key);
        map.remove(key);
      }
      trees.add(tree);
      maps.add(new TreeMap<>(map));
    }

    for (int at = 0; at < trees.size(); at++) {
      assertHolds(trees.get(at), maps.get(at));
    }
  }

  @Property(tries = 200)
  void aTreeMadeAtOnceHoldsWhatItWasMadeOfAndGoesOn(
      @ForAll @Size(max = 60) Map<@IntRange(max = 39) Integer, Integer> held,
      @ForAll @Size(max = 60) List<@IntRange(max = 39) Integer> later) {
    TreeMap<Integer, Integer> map = new TreeMap<>(held);
    SortedTree<Integer, Integer> tree =
        SortedTree.of(List.copyOf(map.keySet()), List.copyOf(map.values()));
    assertHolds(tree, map);
    for (int key : later) {
      tree = map.containsKey(key) ? tree.without(key) : tree.with(key, key);
      if (map.remove(key) == null) {
        map.put(key, key);
      }
      assertHolds(tree, map);
    }
  }

  private static void assertHolds(SortedTree<Integer, Integer> tree, Map<Integer, Integer> map) {
    List<Integer> values = new ArrayList<>();
    tree.forEach(values::add);
    assertThat(values).isEqualTo(new ArrayList<>(map.values()));
    assertThat(tree.size()).isEqualTo(map.size());
    assertThat(tree.isEmpty()).isEqualTo(map.isEmpty());
    for (int key = 0; key < 40; key++) {
      assertThat(tree.get(key)).isEqualTo(map.get(key));
    }
  }

  @Property(tries = 300)
  void treesDifferInTheKeysThatTheyHoldOtherwise(
      @ForAll @Size(max = 40) Map<@IntRange(max = 30) Integer, @IntRange(max = 1) Integer> one,
      @ForAll @Size(max = 40) Map<@IntRange(max = 30) Integer, @IntRange(max = 1) Integer> other) {
    SortedTree<Integer, Integer> ours = treeOf(one);
    SortedTree<Integer, Integer> theirs = treeOf(other);

    assertThat(ours.differencesFrom(theirs, Integer::equals))
        .isEqualTo(
            IntStream.rangeClosed(0, 30)
                .boxed()
                .filter(key -> !Objects.equals(one.get(key), other.get(key)))
                .toList());
    assertThat(ours.differencesFrom(ours, Integer::equals)).isEmpty();
  }

  private static SortedTree<Integer, Integer> treeOf(Map<Integer, Integer> map) {
    SortedTree<Integer, Integer> tree = SortedTree.empty();
    for (Map.Entry<Integer, Integer> entry : map.entrySet()) {
      tree = tree.with(entry.getKey(), entry.getValue());
    }
    return tree;
  }

  @Test
  void aTreeThatGrewInOrderIsBalanced() {
    assertBalanced(grown(IntStream.range(0, 20_000).boxed().toList()), 20_000);
  }

  @Test
  void aTreeMadeAtOnceIsBalancedAndStaysSo() {
    List<Integer> values = IntStream.range(0, 20_000).boxed().toList();
    SortedTree<Key, Integer> tree = SortedTree.of(values.stream().map(Key::new).toList(), values);
    assertBalanced(tree, 20_000);
    for (int key = 0; key < 19_000; key++) {
      tree = tree.without(new Key(key));
    }
    assertBalanced(tree, 1000);
  }

  @Test
  void aTreeThatLostOneSideIsBalanced() {
    SortedTree<Key, Integer> tree = grown(IntStream.range(0, 20_000).boxed().toList());
    for (int key = 0; key < 19_000; key++) {
      tree = tree.without(new Key(key));
    }
    assertBalanced(tree, 1000);
  }

  @Test
  void aTreeThatGrewAndShrankAtRandomIsBalanced() {
    List<Integer> keys = new ArrayList<>(IntStream.range(0, 20_000).boxed().toList());
    Random random = new Random(4711);
    Collections.shuffle(keys, random);
    SortedTree<Key, Integer> tree = grown(keys);
    Collections.shuffle(keys, random);
    for (int key : keys.subList(0, 10_000)) {
      tree = tree.without(new Key(key));
    }
    assertBalanced(tree, 10_000);
  }

  private static SortedTree<Key, Integer> grown(List<Integer> keys) {
    SortedTree<Key, Integer> tree = SortedTree.empty();
    for (int key : keys) {
      tree = tree.with(new Key(key), key);
    }
    return tree;
  }

  /** No side weighs more than three times the other, so a path is at most log 4/3 long. */
  private static void assertBalanced(SortedTree<Key, Integer> tree, int size) {
    assertThat(tree.size()).isEqualTo(size);
    int longest = (int) Math.ceil(Math.log(size + 1) / Math.log(4.0 / 3.0));
    List<Integer> values = new ArrayList<>();
    tree.forEach(values::add);
    for (int value : values) {
      AtomicInteger steps = new AtomicInteger();
      assertThat(tree.get(new Key(value, steps))).isEqualTo(value);
      assertThat(steps.get()).isLessThanOrEqualTo(longest);
    }
  }

  /** A key that counts how often it is compared. */
  private record Key(int value, AtomicInteger steps) implements Comparable<Key> {

    Key(int value) {
      this(value, new AtomicInteger());
    }

    @Override
    public int compareTo(Key other) {
      steps.incrementAndGet();
      return Integer.compare(value, other.value);
    }
  }
}
