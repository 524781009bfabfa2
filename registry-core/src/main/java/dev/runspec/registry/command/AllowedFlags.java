package dev.runspec.registry.command;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * The flags that a become method may be given.
 *
 * @param switches flags that stand alone, as {@code -H}
 * @param withValue flags that are followed by a plain value, as {@code -g}
 */
public record AllowedFlags(Set<String> switches, Set<String> withValue) {

  /** Not one flag. */
  public static final AllowedFlags NONE = new AllowedFlags(Set.of(), Set.of());

  public AllowedFlags {
    switches = sorted(switches);
    withValue = sorted(withValue);
  }

  /** These flags and those. */
  public AllowedFlags and(AllowedFlags more) {
    return new AllowedFlags(union(switches, more.switches), union(withValue, more.withValue));
  }

  /** Those of these flags that the others have as well. */
  public AllowedFlags within(AllowedFlags others) {
    return new AllowedFlags(common(switches, others.switches), common(withValue, others.withValue));
  }

  /** In words, for somebody whose flag was refused. */
  String inWords() {
    if (switches.isEmpty() && withValue.isEmpty()) {
      return "no flags at all";
    }
    String alone = String.join(" ", switches);
    String valued = String.join(" ", withValue);
    if (withValue.isEmpty()) {
      return alone;
    }
    String values = valued + " each followed by a plain value";
    return switches.isEmpty() ? values : alone + ", and " + values;
  }

  private static Set<String> union(Set<String> one, Set<String> other) {
    Set<String> all = new TreeSet<>(one);
    all.addAll(other);
    return all;
  }

  private static Set<String> common(Set<String> one, Set<String> other) {
    Set<String> both = new TreeSet<>(one);
    both.retainAll(other);
    return both;
  }

  private static Set<String> sorted(Set<String> flags) {
    for (String flag : flags) {
      if (!flag.startsWith("-")) {
        throw new IllegalArgumentException("a flag does not begin with '-': " + flag);
      }
    }
    return Collections.unmodifiableSet(new TreeSet<>(flags));
  }
}
