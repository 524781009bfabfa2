package dev.runspec.registry.catalog;

import static dev.runspec.registry.Samples.tool;
import static dev.runspec.registry.Samples.tools;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.HostName;
import dev.runspec.registry.InstanceId;
import dev.runspec.registry.Registration;
import dev.runspec.registry.Tool;
import dev.runspec.registry.ToolGroup;
import dev.runspec.registry.ToolName;
import dev.runspec.registry.json.ToolGroupJson;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * Parts of what a catalogue knows: some hosts of a tool, all its definitions, the rest of a list.
 */
class GroupTest {

  private final Story story = new Story();

  private View live() {
    return story.catalog().live();
  }

  private static Registration.Builder on(String host, String name, String id) {
    return Registration.builder(id, name, "1.0", host);
  }

  @Test
  void ofSomeOffersAGroupIsWhatItWouldBeWithoutTheOthers() {
    Tool old = Tool.builder("deploy").description("old").build();
    Tool current = Tool.builder("deploy").description("current").build();
    story
        .register(on("h1", "web", "1").tools(List.of(old)).build())
        .register(on("h2", "web", "2").tools(List.of(current)).build())
        .register(on("h3", "web", "3").tools(List.of(current)).build());
    Group all = Objects.requireNonNull(live().group(new ToolName("deploy")));

    Representation first = all.bodyOf(offer -> offer.instance().host().value().equals("h1"));

    assertThat(all.name()).isEqualTo(new ToolName("deploy"));
    assertThat(all.bodyOf(offer -> true)).isSameAs(all.body());
    assertThat(all.bodyOf(offer -> false)).isNull();
    story.gone("2").gone("3");
    assertThat(live().tool(new ToolName("deploy"))).hasToString(String.valueOf(first));
  }

  @Test
  void definitionsAreToldAlsoWhenThereIsOne() {
    story.register(on("h1", "web", "1").tools(List.of(tool("deploy"))).build());

    Group group = Objects.requireNonNull(live().group(new ToolName("deploy")));
    assertThat(ToolGroupJson.read(group.bodyWithDefinitions().bytes()).variants())
        .containsExactly(
            new ToolGroup.Variant(
                tool("deploy").definition().hash(),
                List.of(new HostName("h1")),
                tool("deploy").definition().document()));
    assertThat(group.bodyWithDefinitions()).isSameAs(group.bodyWithDefinitions());
  }

  @Test
  void listsGoOnBehindAnyKey() {
    story
        .register(on("h1", "web", "1").tools(tools("a", "b")).build())
        .register(on("h2", "web", "2").tools(tools("c")).build())
        .register(on("h2", "db", "3").build());

    assertThat(live().groupsAfter(new ToolName("aa")))
        .extracting(Group::name)
        .containsExactly(new ToolName("b"), new ToolName("c"));
    assertThat(live().speakersAfter(new Slot(new HostName("h1"), "zzz", 0)))
        .extracting(member -> member.id().value())
        .containsExactly("3", "2");
    assertThat(story.catalog().membersAfter(new InstanceId("1")))
        .extracting(member -> member.id().value())
        .containsExactly("2", "3");
  }
}
