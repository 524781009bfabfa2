package dev.runspec.registry.catalog;

import static dev.runspec.registry.Samples.agentWith;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.Instance;
import dev.runspec.registry.InstanceState;
import dev.runspec.registry.catalog.Member.Standing;
import dev.runspec.registry.json.InstanceJson;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is told of an instance makes the same instance elsewhere. */
class MemberTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");

  @Test
  void whoIsToldOfIsTheSameInAllThatDecidesWhoSpeaks() {
    Member live = Member.registered(agentWith("a", "deploy"), NOON);
    for (Member member :
        List.of(
            live,
            live.draining(true),
            live.ended(Standing.STALE, NOON.plusSeconds(90)),
            live.ended(Standing.GONE, NOON.plusSeconds(5)),
            live.saying(live.registration().withTools(null, null)))) {
      Member copy = Member.of(InstanceJson.read(InstanceJson.write(member.instance())));
      assertThat(copy).usingRecursiveComparison().ignoringFields("vitals").isEqualTo(member);
      assertThat(copy.state()).isEqualTo(member.state());
      assertThat(copy.vitals().lease()).isEqualTo(member.vitals().lease());
    }
  }

  @Test
  void timesThatCannotBeAreTakenAsFarAsTheyGo() {
    Instance live = Member.registered(agentWith("a", "deploy"), NOON).instance();
    Instance odd =
        new Instance(
            live.registration(),
            InstanceState.UNKNOWN,
            true,
            NOON,
            NOON,
            NOON,
            NOON,
            NOON.minusSeconds(1),
            null);

    assertThat(Member.of(odd).vitals().lease().expiresAt()).isEqualTo(NOON);
    assertThat(Member.of(odd).isLive()).isTrue();
  }
}
