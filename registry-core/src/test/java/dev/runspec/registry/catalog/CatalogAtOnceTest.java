package dev.runspec.registry.catalog;

import static dev.runspec.registry.Samples.agentWith;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.Position;
import dev.runspec.registry.ToolName;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A catalogue that is made of many members at once. */
class CatalogAtOnceTest {

  private static final ToolName BACKUP = new ToolName("backup");
  private static final ToolName DEPLOY = new ToolName("deploy");

  private final Story story = new Story();

  @Test
  void itsViewsShareWhatBothShow() {
    story
        .register(agentWith("a", "deploy", "backup"))
        .register(agentWith("b", "deploy"))
        .reload(new Random(1));
    assertThat(live()).isSameAs(known());

    story.stale("b").reload(new Random(1));
    assertThat(live().group(BACKUP)).isSameAs(known().group(BACKUP));
    assertThat(live().group(DEPLOY)).isNotSameAs(known().group(DEPLOY));
    assertThat(Objects.requireNonNull(live().group(DEPLOY)).value().hosts()).hasSize(1);
    assertThat(live().hostEntry(story.member("a"))).isSameAs(known().hostEntry(story.member("a")));
    assertThat(known().hostCount()).isEqualTo(2);
  }

  @Test
  void ofSeveralMembersWithOneIdTheLastCounts() {
    Member first = story.register(agentWith("a", "deploy")).member("a");
    Member last = story.register(agentWith("a", "backup")).member("a");

    Catalog catalog = Catalog.of(new Position("here", 7), List.of(first, last));

    assertThat(catalog.members()).containsExactly(last);
    assertThat(catalog.live().group(DEPLOY)).isNull();
    assertThat(catalog.position()).isEqualTo(new Position("here", 7));
  }

  private View live() {
    return story.catalog().live();
  }

  private View known() {
    return story.catalog().known();
  }
}
