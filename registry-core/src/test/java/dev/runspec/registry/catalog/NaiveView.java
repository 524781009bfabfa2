package dev.runspec.registry.catalog;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.HostName;
import dev.runspec.registry.InstanceState;
import dev.runspec.registry.Offer;
import dev.runspec.registry.Tool;
import dev.runspec.registry.ToolDefinition;
import dev.runspec.registry.ToolGroup;
import dev.runspec.registry.ToolName;
import dev.runspec.registry.json.HostEntryJson;
import dev.runspec.registry.json.ToolGroupJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a view must show, worked out afresh from all members, with no thought of speed. */
public final class NaiveView {

  /** By host and agent name. */
  private final Map<String, Map<String, Member>> speakers = new TreeMap<>();

  private NaiveView(Collection<Member> visible) {
    for (Member member : visible) {
      speakers
          .computeIfAbsent(member.registration().host().value(), host -> new TreeMap<>())
          .merge(member.registration().name(), member, NaiveView::first);
    }
  }

  /** Checks everything that can be worked out from the members of {@code catalog}. */
  public static void assertThatViewsFollowFromTheMembers(Catalog catalog) {
    List<Member> members = catalog.members();
    assertThat(members)
        .extracting(member -> member.id().value())
        .isSorted()
        .doesNotHaveDuplicates();
    assertThat(catalog.size()).isEqualTo(members.size());
    members.forEach(member -> assertThat(catalog.member(member.id())).isSameAs(member));
    assertThat(catalog.liveCount())
        .isEqualTo((int) members.stream().filter(Member::isLive).count());
    assertThat(catalog.census())
        .isEqualTo(
            new Census(
                count(members, InstanceState.LIVE),
                count(members, InstanceState.DRAINING),
                count(members, InstanceState.STALE),
                count(members, InstanceState.GONE)));
    new NaiveView(members.stream().filter(member -> member.state() == InstanceState.LIVE).toList())
        .assertMatches(catalog.live());
    new NaiveView(members).assertMatches(catalog.known());
  }

  private static int count(List<Member> members, InstanceState state) {
    return (int) members.stream().filter(member -> member.state() == state).count();
  }

  private static Member first(Member one, Member other) {
    return outranks(one, other) ? one : other;
  }

  private static boolean outranks(Member one, Member other) {
    if (one.state() != other.state()) {
      return one.state().compareTo(other.state()) < 0;
    }
    boolean hasPublished = one.registration().tools() != null;
    if (hasPublished != (other.registration().tools() != null)) {
      return hasPublished;
    }
    if (one.heard() != other.heard()) {
      return one.heard() > other.heard();
    }
    return one.id().compareTo(other.id()) < 0;
  }

  private void assertMatches(View view) {
    List<Member> inOrder = new ArrayList<>();
    speakers.values().forEach(onHost -> inOrder.addAll(onHost.values()));
    assertThat(view.speakers()).isEqualTo(inOrder);
    assertThat(view.hostCount()).isEqualTo(inOrder.size());
    assertThat(view.machineCount()).isEqualTo(speakers.size());
    assertThat(view.hosts().toString())
        .isEqualTo(
            inOrder.stream()
                .map(speaker -> text(HostEntryJson.write(speaker.hostEntry())))
                .collect(joining(",", "[", "]")));

    Map<ToolName, List<Offer>> offers = new TreeMap<>();
    for (Member speaker : inOrder) {
      for (Tool tool : speaker.registration().publishedTools()) {
        offers
            .computeIfAbsent(tool.name(), name -> new ArrayList<>())
            .add(new Offer(speaker.registration(), tool));
      }
    }
    assertThat(view.toolCount()).isEqualTo(offers.size());
    List<String> groups = new ArrayList<>();
    offers.forEach(
        (name, offered) -> {
          String group = text(group(offered));
          groups.add(group);
          assertThat(view.tool(name)).hasToString(group);
        });
    assertThat(view.tools().toString()).isEqualTo("[" + String.join(",", groups) + "]");
    assertThat(view.toolGroups()).isEqualTo(ToolGroupJson.readAll(view.tools().bytes()));
    assertThat(view.hostEntries()).isEqualTo(HostEntryJson.readAll(view.hosts().bytes()));
  }

  private static byte[] group(List<Offer> offers) {
    Map<String, List<Offer>> byHash = new TreeMap<>();
    List<String> inOrder = new ArrayList<>();
    for (Offer offer : offers) {
      String hash = offer.tool().definition().hash();
      byHash.computeIfAbsent(hash, any -> new ArrayList<>()).add(offer);
      if (!inOrder.contains(hash)) {
        inOrder.add(hash);
      }
    }
    int most = byHash.values().stream().mapToInt(List::size).max().orElseThrow();
    ToolDefinition shown =
        byHash.values().stream()
            .filter(agreeing -> agreeing.size() == most)
            .findFirst()
            .orElseThrow()
            .get(0)
            .tool()
            .definition();
    List<ToolGroup.Variant> variants = new ArrayList<>();
    if (inOrder.size() > 1) {
      for (String hash : inOrder) {
        List<HostName> hosts =
            byHash.getOrDefault(hash, List.of()).stream()
                .map(offer -> offer.instance().host())
                .toList();
        variants.add(new ToolGroup.Variant(hash, hosts, null));
      }
    }
    return ToolGroupJson.write(shown, offers, variants);
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
