package dev.runspec.registry.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class IndexedTreeTest {

  /** Keys of which some have the same hash code, and all of them few different ones. */
  private record Key(int value, int hashes) implements Comparable<Key> {

    @Override
    public int compareTo(Key other) {
      return Integer.compare(value, other.value);
    }

    @Override
    public int hashCode() {
      return value % hashes;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && key.value == value;
    }
  }

  /** Even numbers put, odd ones remove; the key is what is left. */
  @Property(tries = 500)
  void aTreeHoldsWhatAMapWouldAndOldOnesStayAsTheyWere(
      @ForAll @Size(max = 150) List<@IntRange(max = 79) Integer> steps,
      @ForAll @IntRange(min = 1, max = 40) int hashes) {
    IndexedTree<Key, Integer> tree = IndexedTree.empty();
    Map<Integer, Integer> map = new TreeMap<>();
    List<IndexedTree<Key, Integer>> trees = new ArrayList<>();
    List<Map<Integer, Integer>> maps = new ArrayList<>();
    for (int at = 0; at < steps.size(); at++) {
      int key = steps.get(at) / 2;
      if (steps.get(at) % 2 == 0) {
        tree = tree.with(new Key(key, hashes), at);
        map.put(key, at);
      } else {
        tree = tree.without(new Key(key, hashes));
        map.remove(key);
      }
      trees.add(tree);
      maps.add(new TreeMap<>(map));
    }

    for (int at = 0; at < trees.size(); at++) {
      for (int key = 0; key < 40; key++) {
        assertThat(trees.get(at).get(new Key(key, hashes))).isEqualTo(maps.get(at).get(key));
      }
      assertThat(trees.get(at).size()).isEqualTo(maps.get(at).size());
      assertThat(trees.get(at).after(null)).containsExactlyElementsOf(maps.get(at).values());
    }
  }

  @Test
  void manyNamesAreFoundAndGoneAgain() {
    List<String> names = IntStream.range(0, 50_000).mapToObj(at -> "tool-" + at).sorted().toList();
    IndexedTree<String, String> tree = IndexedTree.of(names, names);
    Map<String, String> found = new HashMap<>();
    names.forEach(name -> found.put(name, tree.get(name)));
    assertThat(found)
        .hasSize(50_000)
        .allSatisfy((name, value) -> assertThat(value).isEqualTo(name));
    assertThat(tree.get("tool-50000")).isNull();

    IndexedTree<String, String> less = tree;
    for (String name : names) {
      less = less.without(name);
      assertThat(less.get(name)).isNull();
    }
    assertThat(less.size()).isZero();
    assertThat(tree.get("tool-7")).isEqualTo("tool-7");
  }

  @Test
  void withoutWhatItDoesNotHoldATreeIsItself() {
    IndexedTree<String, String> tree = IndexedTree.<String, String>empty().with("a", "1");

    assertThat(tree.without("b")).isSameAs(tree);
  }
}
