package dev.runspec.registry.engine;

import static dev.runspec.registry.Samples.agent;
import static dev.runspec.registry.Samples.agentWith;
import static dev.runspec.registry.Samples.id;
import static dev.runspec.registry.Samples.signature;
import static dev.runspec.registry.Samples.tools;
import static dev.runspec.registry.catalog.NaiveView.assertThatViewsFollowFromTheMembers;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.InstanceState;
import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.Registration;
import dev.runspec.registry.SshTarget;
import dev.runspec.registry.Tool;
import dev.runspec.registry.catalog.Lease;
import dev.runspec.registry.catalog.Member;
import dev.runspec.registry.engine.InstanceStore.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a store promises that outlasts its process. */
public abstract class DurableStoreContract extends ConcurrentStoreContract {

  /** Lets go of the store and opens what it kept. */
  protected final void reopen() {
    close();
    open();
  }

  @Test
  void whatWasAcknowledgedIsThereAgain() {
    Registration registration =
        agent("a")
            .heartbeatInterval(Duration.ofMillis(1500))
            .labels(Map.of("zone", "eu", "empty", ""))
            .ssh(new SshTarget("10.0.0.7", 2222, "ops"))
            .toolsHash("h1")
            .build();
    store.register(registration);
    store.publish(id("a"), tools("deploy", "backup"), "h2", signature(2));
    store.register(agent("unsaid").build());
    store.register(agent("none").tools(List.of()).build());
    Instant registeredAt = clock.instant();
    clock.advance(Duration.ofSeconds(1));

    reopen();

    assertThat(member("a").registration())
        .isEqualTo(registration.withTools(tools("deploy", "backup"), "h2", signature(2)));
    assertThat(member("a").registeredAt()).isEqualTo(registeredAt);
    assertThat(member("unsaid").registration()).isEqualTo(agent("unsaid").build());
    assertThat(member("none").registration().tools()).isEmpty();
    assertThat(store.catalog().size()).isEqualTo(3);
    assertThatViewsFollowFromTheMembers(store.catalog());
  }

  @Test
  void textAndNumbersAreThereAsTheyCame() {
    String odd = " \u0000\t\"<&>'\\ \u2028 \ud83d\ude80 007";
    Tool tool =
        Tool.builder(odd)
            .description(odd)
            .member("x-n", new JsonDocument("[18446744073709551617,1e-07,-0,1.0]"))
            .command(odd)
            .build();
    Registration registration =
        Registration.builder("id" + odd, odd, odd, odd)
            .labels(Map.of(odd, odd))
            .tools(List.of(tool, tool))
            .build();
    store.register(registration);

    reopen();

    assertThat(member("id" + odd).registration()).isEqualTo(registration);
    assertThat(member("id" + odd).registration().publishedTools().get(0).document())
        .isEqualTo(tool.document());
  }

  @Test
  void aLiveInstanceHasAWholeTimeToLiveOfGrace() {
    store.register(agentWith("a", "deploy"));
    Instant lastSeen = clock.instant();
    clock.advance(TIME_TO_LIVE.minusSeconds(1));

    reopenAfter(Duration.ofHours(5));

    assertThat(state("a")).isEqualTo(InstanceState.LIVE);
    assertThat(member("a").vitals().lease().lastHeard()).isEqualTo(lastSeen);
    assertThat(store.catalog().live().hostCount()).isEqualTo(1);
    clock.advance(TIME_TO_LIVE.minusNanos(1));
    assertThat(state("a")).isEqualTo(InstanceState.LIVE);
    clock.advance(Duration.ofNanos(1));
    assertThat(state("a")).isEqualTo(InstanceState.STALE);
  }

  @Test
  void aBeatInTheTimeOfGraceGoesUnnoticed() {
    store.register(agentWith("a", "deploy"));
    reopenAfter(Duration.ofHours(5));
    long revision = store.catalog().revision();
    clock.advance(TIME_TO_LIVE.minusNanos(1));

    assertThat(store.beat(id("a"), null)).isEqualTo(Outcome.DONE);

    assertThat(store.catalog().revision()).isEqualTo(revision);
    assertThat(member("a").vitals().lease())
        .isEqualTo(Lease.granted(clock.instant(), TIME_TO_LIVE));
  }

  @Test
  void theDeadStayDeadAndTheDrainedDrained() {
    store.register(agentWith("stale", "deploy"));
    clock.advance(TIME_TO_LIVE);
    assertThat(state("stale")).isEqualTo(InstanceState.STALE);
    Instant staleSince = clock.instant();
    store.register(agentWith("gone", "deploy"));
    store.register(agentWith("drained", "deploy"));
    store.register(agentWith("undrained", "deploy"));
    clock.advance(Duration.ofSeconds(1));
    store.deregister(id("gone"));
    Instant goneSince = clock.instant();
    store.drain(id("drained"));
    store.drain(id("undrained"));
    store.undrain(id("undrained"));

    reopenAfter(Duration.ofSeconds(10));

    assertThat(state("stale")).isEqualTo(InstanceState.STALE);
    assertThat(member("stale").since()).isEqualTo(staleSince);
    assertThat(state("gone")).isEqualTo(InstanceState.GONE);
    assertThat(member("gone").since()).isEqualTo(goneSince);
    assertThat(state("drained")).isEqualTo(InstanceState.DRAINING);
    assertThat(state("undrained")).isEqualTo(InstanceState.LIVE);
    assertThatViewsFollowFromTheMembers(store.catalog());
  }

  @Test
  void whoeverWasHeardOfAgainIsStillThere() {
    store.register(agentWith("stale", "deploy"));
    store.register(agentWith("gone", "deploy"));
    store.deregister(id("gone"));
    clock.advance(TIME_TO_LIVE);
    assertThat(state("stale")).isEqualTo(InstanceState.STALE);
    store.beat(id("stale"), null);
    store.beat(id("gone"), null);

    reopen();

    assertThat(state("stale")).isEqualTo(InstanceState.LIVE);
    assertThat(state("gone")).isEqualTo(InstanceState.LIVE);
  }

  @Test
  void aStaleInstanceIsHeardOfAgainAfterwards() {
    store.register(agentWith("a", "deploy"));
    clock.advance(TIME_TO_LIVE);
    assertThat(state("a")).isEqualTo(InstanceState.STALE);
    reopen();

    assertThat(store.beat(id("a"), null)).isEqualTo(Outcome.DONE);

    assertThat(state("a")).isEqualTo(InstanceState.LIVE);
    assertThat(toolsOf(store.catalog().live())).contains("deploy");
  }

  @Test
  void theForgottenStayForgotten() {
    store.register(agentWith("a", "deploy"));
    store.register(agentWith("back", "deploy"));
    store.deregister(id("a"));
    store.deregister(id("back"));
    store.evict(member("a"));
    store.evict(member("back"));
    store.register(agentWith("back", "backup"));

    reopen();

    assertThat(store.catalog().member(id("a"))).isNull();
    assertThat(member("back").registration()).isEqualTo(agentWith("back", "backup"));
    assertThat(store.catalog().size()).isEqualTo(1);
  }

  @Test
  void whoSpeaksForAHostStaysTheSame() {
    store.register(Registration.builder("z", "web", "old", "h").tools(tools("deploy")).build());
    clock.advance(Duration.ofMillis(1));
    store.register(Registration.builder("m", "web", "new", "h").tools(tools("deploy")).build());
    clock.advance(Duration.ofMillis(1));
    store.register(Registration.builder("a", "web", "idle", "h").build());
    String hosts = store.catalog().live().hosts().toString();
    assertThat(hosts).contains("\"m\"");

    reopen();

    assertThat(store.catalog().live().hosts()).hasToString(hosts);
  }

  @Test
  void noRevisionComesTwice() {
    for (int i = 0; i < 5; i++) {
      store.register(agentWith("a", "deploy"));
      clock.advance(TIME_TO_LIVE);
      assertThat(state("a")).isEqualTo(InstanceState.STALE);
      store.beat(id("a"), null);
      long seen = store.catalog().revision();

      reopen();

      assertThat(store.catalog().revision()).isGreaterThanOrEqualTo(seen);
      store.register(agentWith("a", "backup"));
      assertThat(store.catalog().revision()).isGreaterThan(seen);
    }
  }

  @Test
  void afterManyWritersWhatIsKeptIsWhatWasSeen() throws Exception {
    writeFromManyThreads();
    List<Member> seen = store.catalog().members();

    reopen();

    List<Member> kept = store.catalog().members();
    assertThat(kept).extracting(Member::registration).isEqualTo(registrations(seen));
    assertThat(kept).extracting(Member::state).isEqualTo(seen.stream().map(Member::state).toList());
    assertThatViewsFollowFromTheMembers(store.catalog());
  }

  private static List<Registration> registrations(List<Member> members) {
    return members.stream().map(Member::registration).toList();
  }

  private void reopenAfter(Duration pause) {
    close();
    clock.advance(pause);
    open();
  }
}
