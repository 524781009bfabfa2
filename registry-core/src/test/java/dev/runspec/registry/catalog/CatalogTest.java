package dev.runspec.registry.catalog;

import static dev.runspec.registry.Samples.agent;
import static dev.runspec.registry.Samples.agentWith;
import static dev.runspec.registry.Samples.tool;
import static dev.runspec.registry.Samples.tools;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.runspec.registry.BecomeMethod;
import dev.runspec.registry.HostName;
import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.Registration;
import dev.runspec.registry.Tool;
import dev.runspec.registry.ToolGroup;
import dev.runspec.registry.ToolHost;
import dev.runspec.registry.ToolName;
import dev.runspec.registry.json.HostEntryJson;
import dev.runspec.registry.json.ToolGroupJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/** What a catalogue shows of which instances. */
class CatalogTest {

  private final Story story = new Story();

  @Test
  void toolsAreGroupedByNameAndOrderedByNameHostAndAgent() {
    story
        .register(on("h2", "web", "1").tools(tools("deploy", "backup")).build())
        .register(on("h1", "web", "2").tools(tools("deploy")).build())
        .register(on("h1", "db", "3").tools(tools("deploy", "Zip")).build());

    assertThat(ToolGroupJson.readAll(live().tools().bytes()))
        .extracting(group -> group.name().value())
        .containsExactly("Zip", "backup", "deploy");
    assertThat(group("deploy").hosts())
        .extracting(ToolHost::host, ToolHost::instance, ToolHost::instanceId)
        .containsExactly(row("h1", "db", "3"), row("h1", "web", "2"), row("h2", "web", "1"));
    assertThat(live().tool(new ToolName("no such tool"))).isNull();
  }

  @Test
  void ofSeveralInstancesOfOneAgentOnOneHostTheOneHeardOfLastIsShown() {
    story
        .register(on("h", "web", "z-old").tools(tools("deploy", "old")).build())
        .register(on("h", "web", "a-new").tools(tools("deploy", "new")).build());

    assertThat(instancesOf("deploy")).containsExactly("a-new");
    assertThat(live().toolCount()).isEqualTo(2);
    assertThat(hostInstances()).containsExactly("a-new");
    assertThat(live().speakers()).containsExactly(story.member("a-new"));
  }

  @Test
  void whenTheShownOneGoesTheOtherIsShownAgain() {
    story
        .register(on("h", "web", "old").tools(tools("deploy")).build())
        .register(on("h", "web", "new").tools(tools("deploy")).build());

    story.stale("new");
    assertThat(instancesOf("deploy")).containsExactly("old");
    story.revive("new");
    assertThat(instancesOf("deploy")).containsExactly("new");
    story.drain("new");
    assertThat(instancesOf("deploy")).containsExactly("old");
    story.undrain("new");
    assertThat(instancesOf("deploy")).containsExactly("new");
    story.gone("new");
    assertThat(instancesOf("deploy")).containsExactly("old");
    story.reap("new");
    assertThat(instancesOf("deploy")).containsExactly("old");
    story.gone("old");
    assertThat(live().tool(new ToolName("deploy"))).isNull();
    assertThat(live().tools()).hasToString("[]");
  }

  @Test
  void oneThatHasNotPublishedDoesNotHideOneThatHas() {
    story
        .register(on("h", "web", "old").tools(tools("deploy")).build())
        .register(on("h", "web", "new").build());
    assertThat(hostInstances()).containsExactly("old");

    story.say(on("h", "web", "new").tools(List.of()).build());

    assertThat(hostInstances()).containsExactly("new");
    assertThat(live().toolCount()).isZero();
  }

  @Test
  void amongAllThatAreKnownALiveOneIsShownBeforeOthers() {
    story
        .register(on("h", "web", "live").tools(tools("deploy")).build())
        .register(on("h", "web", "stale").tools(tools("deploy")).build())
        .register(on("h", "web", "gone").tools(tools("deploy")).build())
        .gone("gone")
        .stale("stale");

    assertThat(knownInstance()).isEqualTo("live");
    story.drain("live");
    assertThat(knownInstance()).isEqualTo("live");
    story.reap("live");
    assertThat(knownInstance()).isEqualTo("stale");
    story.reap("stale");
    assertThat(knownInstance()).isEqualTo("gone");
  }

  @Test
  void agentsOfDifferentNamesOnOneHostAreDifferentEntries() {
    story
        .register(on("h", "web", "1").tools(tools("deploy")).build())
        .register(on("h", "db", "2").tools(tools("deploy")).build());

    assertThat(hostInstances()).containsExactly("2", "1");
    assertThat(instancesOf("deploy")).containsExactly("2", "1");
  }

  @Test
  void anAgentThatMovesLeavesItsOldHost() {
    story
        .register(on("h1", "web", "other").tools(tools("deploy")).build())
        .register(on("h1", "web", "a").tools(tools("deploy", "backup")).build())
        .register(on("h2", "web", "a").tools(tools("deploy")).build());

    assertThat(group("deploy").hosts())
        .extracting(ToolHost::host, ToolHost::instance, ToolHost::instanceId)
        .containsExactly(row("h1", "web", "other"), row("h2", "web", "a"));
    assertThat(live().tool(new ToolName("backup"))).isNull();
    assertThat(live().hostCount()).isEqualTo(2);
  }

  @Test
  void aToolGivenTwiceIsTwoEntries() {
    Tool root = Tool.builder("deploy").command("/bin/deploy").runAs("root").build();
    Tool nobody = Tool.builder("deploy").command("/bin/deploy").runAs("").build();
    story.register(on("h", "web", "a").tools(List.of(root, nobody)).build());

    assertThat(group("deploy").hosts())
        .extracting(host -> host.execution().runAs())
        .containsExactly("root", "");

    story.say(on("h", "web", "a").tools(List.of(nobody)).build());
    assertThat(group("deploy").hosts())
        .extracting(host -> host.execution().runAs())
        .containsExactly("");
  }

  @Test
  void hostsThatAgreeHaveNoVariantsHoweverTheyRunIt() {
    story
        .register(on("h1", "web", "1").tools(List.of(tool("deploy"))).build())
        .register(
            on("h2", "web", "2")
                .tools(
                    List.of(
                        Tool.builder("deploy")
                            .description("Does deploy")
                            .command("/opt/deploy")
                            .runAs("ops")
                            .becomeMethod(BecomeMethod.SU)
                            .becomeFlags("-l")
                            .build()))
                .build());

    assertThat(group("deploy").variants()).isEmpty();
    assertThat(story.catalog().live().tools().toString()).doesNotContain("variants");
    assertThat(group("deploy").hosts())
        .extracting(ToolHost::schemaHash)
        .containsOnly(tool("deploy").definition().hash());
  }

  @Test
  void whenHostsDisagreeTheMajorityIsShownAndTheVariantsAreNamed() {
    Tool old = Tool.builder("deploy").description("old").build();
    Tool current = Tool.builder("deploy").description("current").build();
    story
        .register(on("h1", "web", "1").tools(List.of(old)).build())
        .register(on("h2", "web", "2").tools(List.of(current)).build())
        .register(on("h3", "web", "3").tools(List.of(current)).build());

    ToolGroup group = group("deploy");
    assertThat(group.description()).isEqualTo("current");
    assertThat(group.variants())
        .containsExactly(
            new ToolGroup.Variant(old.definition().hash(), List.of(new HostName("h1")), null),
            new ToolGroup.Variant(
                current.definition().hash(),
                List.of(new HostName("h2"), new HostName("h3")),
                null));

    story.gone("2").gone("3");
    assertThat(group("deploy").description()).isEqualTo("old");
    assertThat(group("deploy").variants()).isEmpty();
  }

  @Test
  void ofEquallyManyEveryReplicaShowsTheSame() {
    Tool one = Tool.builder("deploy").description("one").build();
    Tool two = Tool.builder("deploy").description("two").build();
    String first = one.definition().hash().compareTo(two.definition().hash()) < 0 ? "one" : "two";
    story
        .register(on("h1", "web", "1").tools(List.of(one)).build())
        .register(on("h2", "web", "2").tools(List.of(two)).build());
    assertThat(group("deploy").description()).isEqualTo(first);

    Story mirrored =
        new Story()
            .register(on("h1", "web", "2").tools(List.of(two)).build())
            .register(on("h2", "web", "1").tools(List.of(one)).build());
    byte[] body =
        Objects.requireNonNull(mirrored.catalog().live().tool(new ToolName("deploy"))).bytes();
    assertThat(ToolGroupJson.read(body).description()).isEqualTo(first);
  }

  @Test
  void liveInstancesAreCountedDrainingOnesAmongThem() {
    story
        .register(agentWith("a", "deploy"))
        .register(agentWith("b", "deploy"))
        .register(agentWith("c", "deploy"))
        .drain("a")
        .stale("b");
    assertThat(story.catalog().liveCount()).isEqualTo(2);

    story.revive("b").gone("c").reap("c");
    assertThat(story.catalog().liveCount()).isEqualTo(2);
    assertThat(story.catalog().size()).isEqualTo(2);
  }

  @Test
  void bodiesAreMadeOnceForAsLongAsTheyReadTheSame() {
    story.register(agentWith("a", "deploy")).register(agentWith("b", "deploy", "backup"));
    Representation tools = live().tools();
    story.register(agentWith("a", "deploy")).drain("b").undrain("b").say(agentWith("a", "deploy"));
    assertThat(live().tools().etag()).isEqualTo(tools.etag());

    tools = live().tools();
    Representation hosts = live().hosts();
    story.say(agentWith("a", "deploy"));
    assertThat(live().tools()).isSameAs(tools);
    assertThat(live().hosts()).isSameAs(hosts);
    story.say(agentWith("a", "deploy", "more"));
    assertThat(live().tools()).isNotSameAs(tools);
    assertThat(live().hosts().etag()).isNotEqualTo(hosts.etag());
  }

  @Test
  void equalBodiesHaveEqualTagsHoweverTheCatalogueCameThere() {
    story.register(agentWith("a", "deploy")).register(agentWith("b", "deploy"));
    Story detour =
        new Story()
            .register(agentWith("b", "backup"))
            .register(agentWith("c", "deploy"))
            .register(agentWith("a", "deploy"))
            .gone("c")
            .register(agentWith("b", "deploy"));

    assertThat(detour.catalog().live().tools().etag())
        .isEqualTo(story.catalog().live().tools().etag());
    assertThat(detour.catalog().live().hosts().etag())
        .isEqualTo(story.catalog().live().hosts().etag());
  }

  @Test
  void aBeatLeavesEveryBodyAlone() {
    story.register(agentWith("a", "deploy"));
    Representation tools = live().tools();
    Representation hosts = live().hosts();
    Representation deploy = live().tool(new ToolName("deploy"));

    story.member("a").vitals().renew(Instant.parse("2026-03-01T12:00:20Z"), Duration.ofSeconds(90));
    story.member("a").vitals().observe(new JsonDocument("{\"load\":1}"));

    assertThat(live().tools()).isSameAs(tools);
    assertThat(live().hosts()).isSameAs(hosts);
    assertThat(live().tool(new ToolName("deploy"))).isSameAs(deploy);
  }

  @Test
  void aChangeOfOneToolLeavesTheBodyOfAnotherAlone() {
    story
        .register(agentWith("a", "deploy", "backup"))
        .register(agentWith("b", "deploy"))
        .register(agentWith("c", "backup"));
    Representation deploy = live().tool(new ToolName("deploy"));
    Representation backup = live().tool(new ToolName("backup"));

    story.say(agent("a").tools(tools("deploy", "restore")).toolsHash("h2").build());

    assertThat(live().tool(new ToolName("deploy"))).isSameAs(deploy);
    assertThat(live().tool(new ToolName("backup"))).isNotSameAs(backup);

    story.gone("c");
    assertThat(live().tool(new ToolName("deploy"))).isSameAs(deploy);
    assertThat(live().tool(new ToolName("backup"))).isNull();
  }

  @Test
  void whatIsShownOfAnAgentChangesItsToolsBodies() {
    story.register(agentWith("a", "deploy"));
    Representation deploy = live().tool(new ToolName("deploy"));

    story.say(agent("a").tools(tools("deploy")).labels(Map.of("zone", "eu")).build());

    assertThat(live().tool(new ToolName("deploy"))).isNotSameAs(deploy);
    assertThat(group("deploy").hosts().get(0).labels()).containsEntry("zone", "eu");
  }

  @Test
  void asValuesGroupsAreMadeOncePerChange() {
    story.register(agentWith("a", "deploy", "backup"));
    View before = live();
    ToolGroup backup = value(before, "backup");
    ToolGroup deploy = value(before, "deploy");
    assertThat(before.toolGroups()).containsExactly(backup, deploy);

    story.register(agentWith("b", "deploy", "restore"));

    assertThat(value(live(), "backup")).isSameAs(backup);
    assertThat(value(live(), "deploy")).isNotEqualTo(deploy);
    assertThat(live().group(new ToolName("none"))).isNull();
    assertThat(live().differencesFrom(before))
        .containsExactly(new ToolName("deploy"), new ToolName("restore"));
    assertThat(before.differencesFrom(live()))
        .containsExactly(new ToolName("deploy"), new ToolName("restore"));
    assertThat(live().differencesFrom(live())).isEmpty();
  }

  @Test
  void anOldCatalogueStaysAsItWas() {
    Catalog old = story.register(agentWith("a", "deploy")).catalog();

    story.gone("a").reap("a");

    assertThat(old.live().tools().toString()).contains("deploy");
    assertThat(old.size()).isEqualTo(1);
    assertThat(old.revision()).isEqualTo(1);
    assertThat(story.catalog().revision()).isEqualTo(3);
  }

  @Test
  void hostEntriesCountTheToolsOfTheOneThatSpeaks() {
    story
        .register(on("h", "web", "old").tools(tools("a", "b", "c")).build())
        .register(on("h", "web", "new").tools(tools("a", "b")).build());

    assertThat(HostEntryJson.readAll(live().hosts().bytes()))
        .singleElement()
        .satisfies(entry -> assertThat(entry.toolCount()).isEqualTo(2));
  }

  private View live() {
    return story.catalog().live();
  }

  private static ToolGroup value(View view, String name) {
    return Objects.requireNonNull(view.group(new ToolName(name)), name).value();
  }

  private ToolGroup group(String name) {
    return ToolGroupJson.read(
        Objects.requireNonNull(live().tool(new ToolName(name)), name).bytes());
  }

  private List<String> instancesOf(String tool) {
    return group(tool).hosts().stream().map(ToolHost::instanceId).toList();
  }

  private List<String> hostInstances() {
    return HostEntryJson.readAll(live().hosts().bytes()).stream()
        .map(entry -> entry.instanceId().value())
        .toList();
  }

  private String knownInstance() {
    List<ToolGroup> groups = ToolGroupJson.readAll(story.catalog().known().tools().bytes());
    return groups.get(0).hosts().get(0).instanceId();
  }

  private static Registration.Builder on(String host, String agent, String id) {
    return Registration.builder(id, agent, "1.0", host);
  }

  private static Tuple row(String host, String agent, String id) {
    return tuple(new HostName(host), agent, id);
  }
}
