package dev.runspec.registry.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.HostName;
import dev.runspec.registry.Instance;
import dev.runspec.registry.InstanceId;
import dev.runspec.registry.InstanceState;
import dev.runspec.registry.Registration;
import dev.runspec.registry.json.RegistrationJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PossibleTest {

  private static final Step PUBLISH_2 = new Step("publish 2", known -> known.publishing(2));
  private static final Step PUBLISH_3 = new Step("publish 3", known -> known.publishing(3));
  private static final Step DRAIN = new Step("drain", known -> known.draining(true));
  private static final Step LEAVE = new Step("leave", Known::leaving);

  private final Possible possible = new Possible();

  @BeforeEach
  void register() {
    possible.done(new Step("register 1", known -> known.registering(1, true)));
  }

  @Test
  void acknowledgedWriteIsAllThatIsPossible() {
    possible.done(PUBLISH_2);
    assertThat(possible.allows(shown(1, 2, InstanceState.LIVE))).isTrue();
    assertThat(possible.allows(shown(1, 2, InstanceState.STALE))).isTrue();
    assertThat(possible.allows(shown(1, 1, InstanceState.LIVE))).isFalse();
    assertThat(possible.allows(shown(1, 2, InstanceState.GONE))).isFalse();
  }

  @Test
  void attemptThatWasGivenUpMayBeSeenOrNot() {
    possible.givenUp(DRAIN);
    assertThat(possible.allows(shown(1, 1, InstanceState.LIVE))).isTrue();
    assertThat(possible.allows(shown(1, 1, InstanceState.DRAINING))).isTrue();
  }

  @Test
  void attemptThatWasGivenUpMayBeDoneAfterALaterWrite() {
    possible.givenUp(PUBLISH_2);
    possible.done(PUBLISH_2);
    assertThat(possible.allows(shown(1, 1, InstanceState.LIVE))).isFalse();
    possible.done(PUBLISH_3);
    assertThat(possible.allows(shown(1, 3, InstanceState.LIVE))).isTrue();
    assertThat(possible.allows(shown(1, 2, InstanceState.LIVE))).isTrue();
    assertThat(possible.allows(shown(1, 1, InstanceState.LIVE))).isFalse();
  }

  @Test
  void beatThatWasGivenUpMayBringBackOneThatLeft() {
    possible.givenUp(Step.BEAT);
    possible.done(LEAVE);
    assertThat(possible.allows(shown(1, 1, InstanceState.GONE))).isTrue();
    assertThat(possible.allows(shown(1, 1, InstanceState.LIVE))).isTrue();
  }

  @Test
  void whatWasSeenInTheEndIsWhereItGoesOn() {
    possible.givenUp(PUBLISH_2);
    assertThat(possible.settle(shown(1, 2, InstanceState.LIVE)))
        .isEqualTo(new Known(1, 2, false, false));
    assertThat(possible.allows(shown(1, 2, InstanceState.LIVE))).isTrue();
    assertThat(possible.allows(shown(1, 1, InstanceState.LIVE))).isFalse();
    possible.done(LEAVE);
    assertThat(possible.allows(shown(1, 2, InstanceState.GONE))).isTrue();
  }

  @Test
  void whatIsNotShownInTheEndIsStillKnown() {
    possible.done(DRAIN);
    possible.done(LEAVE);
    assertThat(possible.settle(shown(1, 1, InstanceState.GONE)).isDrained()).isTrue();
    possible.done(Step.BEAT);
    assertThat(possible.allows(shown(1, 1, InstanceState.DRAINING))).isTrue();
    assertThat(possible.allows(shown(1, 1, InstanceState.LIVE))).isFalse();
  }

  private static Instance shown(int registered, int tools, InstanceState state) {
    Registration registration =
        RegistrationJson.read(
            """
            {"instance_id":"a","name":"n","version":"%d","host":"h","tools":%s}"""
                .formatted(registered, Known.tools(7, tools))
                .getBytes(StandardCharsets.UTF_8));
    assertThat(registration.id()).isEqualTo(new InstanceId("a"));
    assertThat(registration.host()).isEqualTo(new HostName("h"));
    Instant now = Instant.EPOCH;
    return new Instance(registration, state, state.isActive(), now, now, now, now, now, null);
  }
}
