package dev.runspec.registry.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.ChangeKind;
import dev.runspec.registry.Heartbeat;
import dev.runspec.registry.HostName;
import dev.runspec.registry.Instance;
import dev.runspec.registry.InstanceEvent;
import dev.runspec.registry.InstanceId;
import dev.runspec.registry.InstanceState;
import dev.runspec.registry.Position;
import dev.runspec.registry.Registration;
import dev.runspec.registry.Tool;
import dev.runspec.registry.catalog.Catalog;
import dev.runspec.registry.catalog.Representation;
import dev.runspec.registry.catalog.View;
import dev.runspec.registry.engine.Feed;
import dev.runspec.registry.engine.Journal;
import dev.runspec.registry.engine.LocalStore;
import dev.runspec.registry.engine.Place;
import dev.runspec.registry.engine.Registry;
import dev.runspec.registry.json.EventJson;
import dev.runspec.registry.json.InstanceJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes through the same changes is the same. */
class ReplicaTest {

  private static final InstanceId A = new InstanceId("a");

  private final HandCrank time = new HandCrank();
  private final Registry registry = Registry.open(new LocalStore(Journal.NONE, time), time);
  private final Feed feed = registry.feed();
  private final Replica replica = new Replica();

  @AfterEach
  void close() {
    registry.close();
  }

  private static Registration agent(String id, String... tools) {
    return Registration.builder(id, "web", "1", "on-" + id)
        .tools(List.of(tools).stream().map(name -> Tool.builder(name).build()).toList())
        .build();
  }

  /** Everything as it is now, read in pages of this size, with {@code between} after each. */
  private FullReading read(int size, Runnable between) {
    FullReading reading = new FullReading(registry.catalog().position());
    String last = "";
    while (true) {
      String after = last;
      Catalog now = registry.catalog();
      List<Instance> page =
          now.members().stream()
              .filter(member -> member.id().value().compareTo(after) > 0)
              .limit(size)
              .map(member -> InstanceJson.read(InstanceJson.write(member.instance())))
              .toList();
      if (page.isEmpty()) {
        return reading;
      }
      assertThat(reading.add(new Page<>(page, Optional.empty(), Optional.of(now.position()))))
          .isTrue();
      last = page.get(page.size() - 1).id().value();
      between.run();
    }
  }

  private FullReading read() {
    return read(1000, () -> {});
  }

  /** Applies what happened after {@code place}, as it comes over the wire; where that ends. */
  private Place applyFrom(Place place) {
    Place here = place;
    for (Place next = here.next(); next != null; next = here.next()) {
      byte[] json = Objects.requireNonNull(next.event()).json();
      assertThat(replica.apply(next.position(), EventJson.read(json))).isTrue();
      here = next;
    }
    return here;
  }

  private void assertSame() {
    Catalog theirs = registry.catalog();
    Catalog ours = replica.catalog();
    assertThat(ours.position()).isEqualTo(theirs.position());
    assertSame(ours.live(), theirs.live());
    assertSame(ours.known(), theirs.known());
    assertThat(ours.members())
        .extracting(member -> member.id() + " " + member.state() + " " + member.registration())
        .isEqualTo(
            theirs.members().stream()
                .map(member -> member.id() + " " + member.state() + " " + member.registration())
                .toList());
  }

  private static void assertSame(View ours, View theirs) {
    assertThat(ours.tools()).hasToString(theirs.tools().toString());
    assertThat(ours.hosts()).hasToString(theirs.hosts().toString());
    assertThat(ours.toolGroups()).isEqualTo(theirs.toolGroups());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void whateverHappensItHoldsWhatTheRegistryHolds(long seed) {
    Random random = new Random(seed);
    Place place = feed.latest();
    replica.take(read());
    for (int round = 0; round < 40; round++) {
      for (int step = random.nextInt(8); step >= 0; step--) {
        happen(random);
      }
      if (random.nextInt(4) == 0) {
        Place[] begin = {feed.latest()};
        FullReading reading = read(2, () -> happen(random));
        replica.take(reading);
        place = Objects.requireNonNull(feed.at(begin[0].position()));
      }
      place = applyFrom(place);
      assertSame();
    }
  }

  private void happen(Random random) {
    String id = String.valueOf((char) ('a' + random.nextInt(6)));
    InstanceId known = new InstanceId(id);
    time.turn(Duration.ofSeconds(1));
    switch (random.nextInt(9)) {
      case 0, 1 -> registry.register(anyAgent(id, random));
      case 2 -> registry.publish(known, anyTools(random), random.nextBoolean() ? "h" : null);
      case 3 -> registry.drain(known);
      case 4 -> registry.undrain(known);
      case 5 -> registry.deregister(known);
      case 6 -> time.turn(Duration.ofSeconds(60));
      case 7 -> registry.beat(known, Heartbeat.BARE);
      default -> registry.reap(Duration.ofSeconds(random.nextInt(200)));
    }
    assertThat(registry.catalog()).isNotNull();
  }

  private static Registration anyAgent(String id, Random random) {
    return Registration.builder(
            id, random.nextBoolean() ? "web" : "db", "1", "h" + random.nextInt(2))
        .tools(random.nextInt(4) == 0 ? null : anyTools(random))
        .build();
  }

  private static List<Tool> anyTools(Random random) {
    List<Tool> tools = new ArrayList<>();
    for (int count = random.nextInt(4); count > 0; count--) {
      tools.add(
          Tool.builder(List.of("deploy", "backup", "restore").get(random.nextInt(3)))
              .description("one of " + random.nextInt(2))
              .command("/bin/" + random.nextInt(2))
              .build());
    }
    return tools;
  }

  @Test
  void anEventThatIsOlderThanThePageOfItsInstanceDoesNotSetItBack() {
    registry.register(agent("a", "one"));
    registry.register(agent("b", "one"));
    Place begin = feed.latest();
    replica.take(
        read(
            1,
            () -> {
              registry.register(agent("b", "old"));
              registry.register(agent("b", "one", "two"));
            }));
    Place first = Objects.requireNonNull(begin.next());

    replica.apply(first.position(), EventJson.read(Objects.requireNonNull(first.event()).json()));
    assertThat(replica.catalog().live().tools().toString()).contains("two").doesNotContain("old");
    assertThat(replica.catalog().position()).isEqualTo(first.position());

    applyFrom(first);
    assertSame();
  }

  @Test
  void whatStaysTheSameIsNotMadeAnew() {
    registry.register(agent("a", "one", "two"));
    replica.take(read());
    View before = replica.catalog().live();
    Representation tools = before.tools();

    replica.take(read());

    assertThat(replica.catalog().live().differencesFrom(before)).isEmpty();
    assertThat(replica.catalog().live().tools()).isSameAs(tools);
  }

  @Test
  void ofSeveralPagesAllMustBeOfOneCourseOfChanges() {
    Page<Instance> other =
        new Page<>(List.of(), Optional.empty(), Optional.of(new Position("other", 1)));
    Page<Instance> silent = new Page<>(List.of(), Optional.empty(), Optional.empty());

    assertThat(new FullReading(new Position("one", 1)).add(other)).isFalse();
    assertThat(new FullReading(new Position("one", 1)).add(silent)).isFalse();
    assertThat(new FullReading(null).add(other)).isFalse();
    assertThat(new FullReading(null).add(silent)).isTrue();
  }

  @Test
  void whatWasReadCanBeLaidOverWhatIsHeldUntilAllWhoLivedAreToldOf() {
    registry.register(agent("a", "one"));
    registry.register(agent("b", "two"));
    registry.register(agent("c", "three"));
    registry.deregister(new InstanceId("c"));
    replica.take(read());
    FullReading empty = new FullReading(new Position("fresh", 0));

    assertThat(replica.isConfirmedBy(empty)).isFalse();
    replica.lay(empty);

    assertThat(replica.catalog().live().toolCount()).isEqualTo(2);
    assertThat(replica.catalog().position()).isEqualTo(new Position("fresh", 0));
    assertThat(replica.isConfirmed()).isFalse();
    assertThat(replica.apply(new Position("fresh", 1), told("a", 1))).isTrue();
    assertThat(replica.isConfirmed()).isFalse();
    assertThat(replica.apply(new Position("fresh", 2), told("b", 2))).isTrue();
    assertThat(replica.isConfirmed()).isTrue();
  }

  private InstanceEvent told(String id, long revision) {
    return event(ChangeKind.REGISTERED, id, revision, instance(id));
  }

  private Instance instance(String id) {
    return Objects.requireNonNull(registry.catalog().member(new InstanceId(id))).instance();
  }

  private static InstanceEvent event(
      ChangeKind kind, String id, long revision, @Nullable Instance instance) {
    return new InstanceEvent(
        revision, kind, new InstanceId(id), "web", new HostName("web-01"), instance);
  }

  @Test
  void whatANewerRegistryTellsIsTakenAsFarAsItIsToldAndElseAskedFor() {
    registry.register(agent("a", "one"));
    replica.take(read());
    Position start = replica.catalog().position();
    Instance told = instance("a");
    Instance brief =
        new Instance(
            told.registration().withTools(null, null),
            InstanceState.UNKNOWN,
            false,
            told.lastSeen(),
            told.registeredAt(),
            told.heardAt(),
            told.stateSince(),
            told.expiresAt(),
            null);

    assertThat(replica.apply(start.at(10), event(ChangeKind.UNKNOWN, "a", 10, brief))).isTrue();
    assertThat(replica.catalog().live().toolCount()).isZero();
    assertThat(replica.catalog().known().toolCount()).as("tools are as before").isEqualTo(1);

    assertThat(replica.apply(start.at(11), event(ChangeKind.UNKNOWN, "a", 11, null))).isFalse();
    assertThat(replica.apply(start.at(11), event(ChangeKind.STALE, "new", 11, brief))).isFalse();
    assertThat(replica.apply(new Position("other", 11), told("a", 11))).isFalse();
    assertThat(replica.catalog().position()).isEqualTo(start.at(10));
  }

  @Test
  void whatIsKnownAlreadyChangesNothing() {
    registry.register(agent("a", "one"));
    replica.take(read());
    Catalog before = replica.catalog();

    assertThat(replica.apply(before.position(), event(ChangeKind.REAPED, "a", 1, null))).isTrue();

    assertThat(replica.catalog()).isSameAs(before);
    assertThat(before.member(A)).isNotNull();
  }
}
