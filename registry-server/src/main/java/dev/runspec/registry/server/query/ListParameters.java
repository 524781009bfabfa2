package dev.runspec.registry.server.query;

import dev.runspec.registry.HostName;
import dev.runspec.registry.InstanceState;
import dev.runspec.registry.Text;
import dev.runspec.registry.server.http.Query;
import dev.runspec.registry.server.http.Refusal;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parameters of a list as they came. A wrong one is refused by name. */
final class ListParameters {

  private static final int MOST_AT_ONCE = 10_000;

  private static final Set<InstanceState> STATES =
      EnumSet.complementOf(EnumSet.of(InstanceState.UNKNOWN));

  private final Query query;

  ListParameters(Query query) {
    this.query = query;
  }

  ListQuery read(ListKind kind) {
    Set<InstanceState> states = states();
    return new ListQuery(
        kind,
        yesOrNo("active").orElse(kind.isActiveOnly() && states.isEmpty()),
        phrase(),
        hosts(),
        labels(),
        states,
        filter(kind),
        limit(),
        cursor(kind));
  }

  /** A parameter that is true, false, 1 or 0 in any case. */
  Optional<Boolean> yesOrNo(String name) {
    return query
        .first(name)
        .map(
            said ->
                switch (said.toLowerCase(Locale.ROOT)) {
                  case "true", "1" -> true;
                  case "false", "0" -> false;
                  default -> throw wrong(name, "true, false, 1 or 0", said);
                });
  }

  private @Nullable Phrase phrase() {
    String text = single("q");
    if (text == null || text.isEmpty()) {
      return null;
    }
    if (text.length() > Text.LONGEST) {
      throw wrong("q", "at most " + Text.LONGEST + " characters", text);
    }
    return Phrase.inAnyCase(text);
  }

  private Set<HostName> hosts() {
    Set<HostName> hosts = new HashSet<>();
    for (String host : query.all("host")) {
      try {
        hosts.add(new HostName(host));
      } catch (IllegalArgumentException e) {
        throw wrong("host", "the name of a host", host);
      }
    }
    return hosts;
  }

  private Set<LabelSelector> labels() {
    Set<LabelSelector> labels = new HashSet<>();
    for (String label : query.all("label")) {
      try {
        labels.add(LabelSelector.parse(label));
      } catch (IllegalArgumentException e) {
        throw wrong("label", "key:value or key", label);
      }
    }
    return labels;
  }

  private Set<InstanceState> states() {
    Set<InstanceState> states = EnumSet.noneOf(InstanceState.class);
    for (String list : query.all("state")) {
      for (String name : list.split(",", -1)) {
        InstanceState state = InstanceState.named(name);
        if (!STATES.contains(state)) {
          throw wrong("state", "live, draining, stale or gone", name);
        }
        states.add(state);
      }
    }
    return states;
  }

  private @Nullable Filter filter(ListKind kind) {
    String text = single("filter");
    if (text == null || text.isEmpty()) {
      return null;
    }
    try {
      return Filter.parse(text, kind.vocabulary());
    } catch (InvalidFilter e) {
      throw Refusal.invalid("", "query parameter filter: " + e.getMessage());
    }
  }

  private @Nullable Integer limit() {
    String text = single("limit");
    if (text == null) {
      return null;
    }
    int limit = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
    if (limit < 1 || limit > MOST_AT_ONCE) {
      throw wrong("limit", "a number from 1 to " + MOST_AT_ONCE, text);
    }
    return limit;
  }

  private @Nullable Cursor cursor(ListKind kind) {
    String text = single("cursor");
    if (text == null) {
      return null;
    }
    try {
      return Cursor.parse(kind, text);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw wrong("cursor", "what a Link of this list says", text);
    }
  }

  private @Nullable String single(String name) {
    List<String> values = query.all(name);
    if (values.size() > 1) {
      throw Refusal.invalid(
          "", "query parameter " + name + ": expected one, found " + values.size());
    }
    return values.isEmpty() ? null : values.get(0);
  }

  private static Refusal wrong(String name, String expected, String found) {
    return Refusal.invalid(
        "", "query parameter " + name + ": expected " + expected + ", found '" + found + "'");
  }
}
