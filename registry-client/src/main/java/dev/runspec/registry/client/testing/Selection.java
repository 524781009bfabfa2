package dev.runspec.registry.client.testing;

import dev.runspec.registry.InstanceState;
import dev.runspec.registry.catalog.Catalog;
import dev.runspec.registry.catalog.Member;
import dev.runspec.registry.catalog.View;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a list.
 *
 * @param isActiveOnly only what lives
 * @param hosts any of these; none for all
 * @param labels all of these, as {@code key} or {@code key:value}
 * @param states any of these; none for all
 * @param limit most entries
 */
record Selection(
    boolean isActiveOnly,
    List<String> hosts,
    List<String> labels,
    List<InstanceState> states,
    int limit) {

  private static final int MOST = 10_000;

  static Selection of(Request request, boolean isActiveUnlessSaid) {
    for (String parameter : List.of("q", "filter")) {
      if (request.first(parameter).isPresent()) {
        throw Refusal.notDone("select by " + parameter + "; it selects by host, label and state");
      }
    }
    List<InstanceState> states =
        request.all("state").stream()
            .flatMap(value -> Stream.of(value.split(",", -1)))
            .map(InstanceState::named)
            .toList();
    if (states.contains(InstanceState.UNKNOWN)) {
      throw Refusal.invalid("query parameter state: expected live, draining, stale or gone");
    }
    return new Selection(
        request.isSet("active", isActiveUnlessSaid && states.isEmpty()),
        request.all("host"),
        request.all("label"),
        states,
        request.first("limit").map(Selection::limit).orElse(Integer.MAX_VALUE));
  }

  private static int limit(String text) {
    if (!text.matches("[0-9]{1,5}")
        || Integer.parseInt(text) < 1
        || Integer.parseInt(text) > MOST) {
      throw Refusal.invalid("query parameter limit: expected 1 to " + MOST + ", found " + text);
    }
    return Integer.parseInt(text);
  }

  View view(Catalog catalog) {
    return isActiveOnly ? catalog.live() : catalog.known();
  }

  /** Whether some are left out that the view has. */
  boolean isNarrow() {
    return !hosts.isEmpty() || !labels.isEmpty() || !states.isEmpty();
  }

  boolean fits(@Nullable Member member) {
    return member != null
        && (hosts.isEmpty() || hosts.contains(member.registration().host().value()))
        && labels.stream().allMatch(label -> hasLabel(member, label))
        && (states.isEmpty() || states.contains(member.state()));
  }

  static boolean hasLabel(Member member, String label) {
    Map<String, String> labels = member.registration().labels();
    int colon = label.indexOf(':');
    return colon < 0
        ? labels.containsKey(label)
        : label.substring(colon + 1).equals(labels.get(label.substring(0, colon)));
  }
}
