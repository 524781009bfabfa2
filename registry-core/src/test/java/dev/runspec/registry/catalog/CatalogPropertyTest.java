package dev.runspec.registry.catalog;

import static dev.runspec.registry.catalog.NaiveView.assertThatViewsFollowFromTheMembers;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.Registration;
import dev.runspec.registry.Tool;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Whatever happens in whatever order, the views are what the members say. */
class CatalogPropertyTest {

  /** One thing that happens to one instance. */
  record Event(String id, What what, Registration registration) {

    void happen(Story story) {
      if (what == What.REGISTER || !story.knows(id)) {
        story.register(registration);
        return;
      }
      switch (what) {
        case SAY -> story.say(registration);
        case REVIVE -> story.revive(id);
        case STALE -> story.stale(id);
        case GONE -> story.gone(id);
        case DRAIN -> story.drain(id);
        case UNDRAIN -> story.undrain(id);
        default -> story.reap(id);
      }
    }
  }

  enum What {
    REGISTER,
    SAY,
    REVIVE,
    STALE,
    GONE,
    DRAIN,
    UNDRAIN,
    REAP
  }

  @Property(tries = 300)
  void viewsAreWhatTheMembersSay(@ForAll("events") List<Event> events) {
    Story story = new Story();
    for (Event event : events) {
      event.happen(story);
      assertThatViewsFollowFromTheMembers(story.catalog());
    }
  }

  /** Bodies are made when they are asked for; that must not depend on who asked before. */
  @Property(tries = 100)
  void viewsAreTheSameWhenNobodyLookedInBetween(@ForAll("events") List<Event> events) {
    Story story = new Story();
    events.forEach(event -> event.happen(story));
    assertThatViewsFollowFromTheMembers(story.catalog());
  }

  @Property(tries = 300)
  void aCatalogueMadeOfItsMembersAtOnceIsTheSame(
      @ForAll("events") List<Event> events,
      @ForAll("events") List<Event> later,
      @ForAll Random order) {
    Story story = new Story();
    events.forEach(event -> event.happen(story));
    Catalog oneByOne = story.catalog();
    Catalog atOnce = story.reload(order).catalog();
    assertThatViewsFollowFromTheMembers(atOnce);
    assertThat(atOnce.members()).isEqualTo(oneByOne.members());
    assertThat(atOnce.position()).isEqualTo(oneByOne.position());
    assertThat(atOnce.tag()).isEqualTo(oneByOne.tag());
    assertThat(atOnce.activeTag()).isEqualTo(oneByOne.activeTag());
    for (Event event : later) {
      event.happen(story);
      assertThatViewsFollowFromTheMembers(story.catalog());
    }
  }

  @Provide
  Arbitrary<List<Event>> events() {
    Arbitrary<String> ids = Arbitraries.of("a", "b", "c", "d", "e");
    return ids.flatMap(
            id ->
                Combinators.combine(Arbitraries.of(What.values()), registrations(id))
                    .as((what, registration) -> new Event(id, what, registration)))
        .list()
        .ofMaxSize(40);
  }

  private static Arbitrary<Registration> registrations(String id) {
    Arbitrary<@Nullable List<Tool>> tools = tools().list().ofMaxSize(4).injectNull(0.2);
    return Combinators.combine(
            Arbitraries.of("web", "db"),
            Arbitraries.of("h1", "h2"),
            Arbitraries.<Map<String, String>>of(Map.of(), Map.of("zone", "eu")),
            tools)
        .as(
            (name, host, labels, published) ->
                Registration.builder(id, name, "1.0", host)
                    .labels(labels)
                    .tools(published)
                    .build());
  }

  private static Arbitrary<Tool> tools() {
    return Combinators.combine(
            Arbitraries.of("deploy", "backup", "restore"),
            Arbitraries.of("one", "other"),
            Arbitraries.of("/bin/tool", "/opt/tool"))
        .as(
            (name, description, command) ->
                Tool.builder(name).description(description).command(command).build());
  }
}
