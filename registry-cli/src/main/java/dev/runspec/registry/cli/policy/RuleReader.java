package dev.runspec.registry.cli.policy;

import dev.runspec.registry.BecomeMethod;
import dev.runspec.registry.command.AllowedFlags;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads one {@code [[rules]]} table. */
final class RuleReader {

  private static final List<String> OF_SCOPE = List.of("hosts", "tools", "callers");
  private static final List<String> OF_TERMS =
      List.of(
          "commands",
          "run-as",
          "become",
          "flags",
          "addresses",
          "ports",
          "logins",
          "confirm",
          "autonomy",
          "verify");

  /** All members of a rule. */
  static final List<String> MEMBERS =
      Stream.of(OF_SCOPE, List.of("allow"), OF_TERMS).flatMap(List::stream).toList();

  private static final Pattern FLAG = Pattern.compile("--?[A-Za-z0-9][A-Za-z0-9-]*");
  private static final String VALUE = " *";

  /** What would change who runs it, or what: no rule about users and commands would hold then. */
  private static final Pattern CHANGES_MEANING =
      Pattern.compile("-[cu]|--(?:command|user|edit|session-command).*|-e");

  private final PolicyTable table;
  private final Map<String, Object> said = new LinkedHashMap<>();

  private RuleReader(PolicyTable table) {
    this.table = table;
  }

  /** The rule that {@code table} says, which begins on that line. */
  static Rule read(PolicyTable table, int line) {
    return new RuleReader(table).rule(line);
  }

  private Rule rule(int line) {
    table.requireOnly(MEMBERS);
    Scope scope = scope(line);
    boolean isAllowing = truth("allow").orElse(true);
    if (!isAllowing) {
      for (String member : OF_TERMS) {
        if (table.has(member)) {
          throw table.refused(
              member, "stands beside allow = false, which refuses all of it", "one or the other");
        }
      }
    }
    return new Rule(line, said, scope, terms(isAllowing));
  }

  private Scope scope(int line) {
    List<HostPattern> hosts = texts("hosts", HostPattern::parse);
    if (hosts.isEmpty()) {
      throw table.refused("hosts", "is missing in the rule of line " + line, "hosts = [\"web-*\"]");
    }
    List<Glob> tools = texts("tools", Glob::new);
    List<Caller> callers = texts("callers", RuleReader::caller);
    return new Scope(
        hosts,
        tools.isEmpty() ? List.of(new Glob("*")) : tools,
        callers.isEmpty() ? Set.of(Caller.values()) : Set.copyOf(callers));
  }

  private Terms terms(boolean isAllowing) {
    Way way = new Way(texts("addresses", AddressPattern::new), ports(), texts("logins", Glob::new));
    Demands demands =
        new Demands(
            truth("confirm").orElse(false), truth("autonomy"), truth("verify").orElse(false));
    return new Terms(
        isAllowing,
        texts("commands", CommandPrefix::new),
        texts("run-as", UserPattern::parse),
        Set.copyOf(texts("become", RuleReader::method)),
        flags(),
        way,
        demands);
  }

  private List<Long> ports() {
    List<Long> ports = table.numbers("ports");
    if (ports.stream().anyMatch(port -> port < 1 || port > 65_535)) {
      throw table.refused("ports", "holds a number that is no port", "numbers from 1 to 65535");
    }
    keep("ports", ports);
    return ports;
  }

  private Map<BecomeMethod, AllowedFlags> flags() {
    Map<BecomeMethod, AllowedFlags> flags = new EnumMap<>(BecomeMethod.class);
    Optional<PolicyTable> inner = table.table("flags");
    if (inner.isEmpty()) {
      return flags;
    }
    inner
        .get()
        .requireOnly(Arrays.stream(BecomeMethod.values()).map(BecomeMethod::program).toList());
    Map<String, Object> kept = new LinkedHashMap<>();
    for (String name : inner.get().members()) {
      Set<String> switches = new TreeSet<>();
      Set<String> withValue = new TreeSet<>();
      List<String> words = inner.get().texts(name, RuleReader::flag);
      for (String word : words) {
        boolean hasValue = word.endsWith(VALUE);
        (hasValue ? withValue : switches)
            .add(hasValue ? word.substring(0, word.length() - VALUE.length()) : word);
      }
      flags.put(method(name), new AllowedFlags(switches, withValue));
      kept.put(name, words);
    }
    keep("flags", kept);
    return flags;
  }

  private Optional<Boolean> truth(String member) {
    Optional<Boolean> truth = table.truth(member);
    truth.ifPresent(value -> keep(member, value));
    return truth;
  }

  private <T> List<T> texts(String member, Function<String, T> meaning) {
    List<T> texts = table.texts(member, meaning);
    if (!texts.isEmpty()) {
      keep(member, table.texts(member, text -> text));
    }
    return texts;
  }

  private void keep(String member, Object value) {
    if (table.has(member)) {
      said.put(member, value);
    }
  }

  private static Caller caller(String word) {
    return Arrays.stream(Caller.values())
        .filter(caller -> caller.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("is neither people nor agents"));
  }

  private static BecomeMethod method(String word) {
    return BecomeMethod.named(word)
        .orElseThrow(() -> new IllegalArgumentException("is none of sudo, su, pbrun, dzdo"));
  }

  private static String flag(String text) {
    String flag = text.endsWith(VALUE) ? text.substring(0, text.length() - VALUE.length()) : text;
    if (!FLAG.matcher(flag).matches()) {
      throw new IllegalArgumentException("is no flag such as \"-b\", or \"-C *\" with a value");
    }
    if (CHANGES_MEANING.matcher(flag).matches()) {
      throw new IllegalArgumentException("changes the user or the command, which rules are about");
    }
    return text;
  }
}
