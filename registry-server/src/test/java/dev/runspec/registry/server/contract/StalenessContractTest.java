package dev.runspec.registry.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An instance is live until the very moment at which its time is up, and stale from then on. */
class StalenessContractTest {

  private static final Duration NANO = Duration.ofNanos(1);

  /** Every path that tells the live from the stale, and how it tells that the agent is live. */
  private static final Map<String, Predicate<String>> READS = new LinkedHashMap<>();

  static {
    READS.put("/instances", body -> body.contains("\"active\":true"));
    READS.put("/instances?active=true", body -> body.contains("\"instance_id\":\"i\""));
    READS.put("/instances/i", body -> body.contains("\"active\":true"));
    READS.put("/tools", body -> body.contains("\"instance_id\":\"i\""));
    READS.put("/tools/t", body -> body.contains("\"instance_id\":\"i\""));
    READS.put("/hosts", body -> body.contains("\"instance_id\":\"i\""));
    READS.put("/export/superputty", body -> body.contains("<Host>h</Host>"));
    READS.put("/export/mobaxterm", body -> body.contains("#h#"));
    READS.put("/metrics", body -> body.contains("registry_instances{active=\"true\"} 1\n"));
  }

  private static boolean isLive(RunningRegistry registry, String path) {
    return READS.getOrDefault(path, body -> false).test(registry.get(path).body());
  }

  private static void register(RunningRegistry registry, String more) {
    registry.post(
        "/instances", Bodies.registration("i", "web", "h", "\"tools\":[{\"name\":\"t\"}]" + more));
  }

  @FourWays
  void everyReadShowsStalenessAtItsMoment(RunningRegistry registry) {
    register(registry, "");
    for (String path : READS.keySet()) {
      registry.post("/instances/i/heartbeat");
      registry.advance(Duration.ofSeconds(90).minus(NANO));
      assertThat(isLive(registry, path)).as(path + " a nanosecond before").isTrue();
      registry.advance(NANO);
      assertThat(isLive(registry, path)).as(path + " at the moment").isFalse();
    }
  }

  @FourWays
  void staleInstancesStayKnown(RunningRegistry registry) {
    register(registry, "");
    registry.advance(Duration.ofSeconds(90));

    assertThat(registry.get("/instances/i").body())
        .contains("\"active\":false", "\"state\":\"stale\"", "\"tools\":[{\"name\":\"t\"}]")
        .contains("\"last_seen\":1772366400.123456", "\"expires_at\":1772366490.123456");
    assertThat(registry.get("/instances?active=true").body()).isEqualTo("[]");
    assertThat(registry.get("/tools").body()).isEqualTo("[]");
    assertThat(registry.get("/tools/t").status()).isEqualTo(404);
    assertThat(registry.get("/tools/t?active=false").status()).isEqualTo(200);
    assertThat(registry.get("/hosts").body()).isEqualTo("[]");
    assertThat(Json.each(registry.get("/hosts?active=false").body(), "host"))
        .containsExactly("\"h\"");
    assertThat(registry.metric("registry_instances"))
        .containsExactly(
            "registry_instances{active=\"true\"} 0", "registry_instances{active=\"false\"} 1");
    assertThat(registry.metric("registry_tools")).containsExactly("registry_tools 0");
  }

  @FourWays
  void threeOfItsOwnIntervalsAreAnInstancesTime(RunningRegistry registry) {
    Map<String, Duration> times =
        Map.of(
            "1", Duration.ofSeconds(3),
            "10.5", Duration.ofMillis(31_500),
            "30", Duration.ofSeconds(90),
            "86400", Duration.ofDays(3));
    times.forEach(
        (interval, time) -> {
          register(registry, ",\"heartbeat_interval\":" + interval);
          registry.advance(time.minus(NANO));
          assertThat(isLive(registry, "/tools/t")).as(interval).isTrue();
          registry.advance(NANO);
          assertThat(isLive(registry, "/tools/t")).as(interval).isFalse();
        });
  }

  @FourWays
  void aBeatInTimePushesTheMomentOnAndALateOneRevives(RunningRegistry registry) {
    register(registry, "");
    registry.advance(Duration.ofSeconds(90).minus(NANO));
    registry.post("/instances/i/heartbeat");
    registry.advance(Duration.ofSeconds(90).minus(NANO));
    assertThat(isLive(registry, "/tools")).isTrue();
    registry.advance(NANO);
    assertThat(isLive(registry, "/tools")).isFalse();

    assertThat(registry.post("/instances/i/heartbeat").body()).contains("\"ack\"");
    assertThat(isLive(registry, "/tools")).isTrue();
    assertThat(registry.get("/instances/i").body()).contains("\"state\":\"live\"");
  }

  @FourWays
  void aBeatAtTheVeryMomentKeepsTheInstanceLive(RunningRegistry registry) {
    register(registry, "");
    registry.advance(Duration.ofSeconds(90));
    assertThat(registry.post("/instances/i/heartbeat").body()).contains("\"ack\"");
    assertThat(isLive(registry, "/instances/i")).isTrue();
  }

  @FourWays
  void registeringAndPublishingAreSignsOfLifeToo(RunningRegistry registry) {
    register(registry, "");
    registry.advance(Duration.ofSeconds(89));
    registry.post("/instances/i/tools", "{\"tools\":[{\"name\":\"t\"}]}");
    registry.advance(Duration.ofSeconds(89));
    assertThat(isLive(registry, "/tools")).isTrue();
    register(registry, "");
    registry.advance(Duration.ofSeconds(89));
    assertThat(isLive(registry, "/tools")).isTrue();
    registry.advance(Duration.ofSeconds(1));
    assertThat(isLive(registry, "/tools")).isFalse();
  }

  @FourWays
  void lookingIsNoSignOfLife(RunningRegistry registry) {
    register(registry, "");
    registry.advance(Duration.ofSeconds(89));
    READS.keySet().forEach(registry::get);
    registry.advance(Duration.ofSeconds(1));
    assertThat(isLive(registry, "/tools")).isFalse();
  }

  @FourWays
  void aRefusedBeatIsNoSignOfLife(RunningRegistry registry) {
    register(registry, "");
    registry.advance(Duration.ofSeconds(89));
    assertThat(registry.post("/instances/i/heartbeat", "{\"system\":5}").status()).isEqualTo(422);
    registry.advance(Duration.ofSeconds(1));
    assertThat(isLive(registry, "/tools")).isFalse();
  }

  @FourWays
  void ofTwoInstancesOnlyTheSilentOneGoesStale(RunningRegistry registry) {
    register(registry, "");
    registry.register("j", "db", "h");
    registry.advance(Duration.ofSeconds(60));
    registry.post("/instances/j/heartbeat");
    registry.advance(Duration.ofSeconds(30));

    assertThat(registry.get("/instances/i").body()).contains("\"state\":\"stale\"");
    assertThat(registry.get("/instances/j").body()).contains("\"state\":\"live\"");
  }

  /** The reaper runs on its own; the younger of two dead records shows that it did not do more. */
  @ParameterizedTest
  @EnumSource
  void theDeadAreForgottenOnceTheyHaveBeenDeadForLongerThanTheRetention(Way way) {
    try (RunningRegistry registry = new Setup(way).purgeInterval(Duration.ofMillis(5)).start()) {
      registry.register("old", "web", "h1");
      registry.register("live", "web", "h3");
      registry.delete("/instances/old");
      registry.advance(NANO);
      registry.register("young", "web", "h2");
      registry.delete("/instances/young");
      registry.advance(Duration.ofHours(24).minus(NANO));
      registry.post("/instances/live/heartbeat");
      while (registry.get("/instances/old").status() != 404) {
        Thread.onSpinWait();
      }
      assertThat(registry.get("/instances/young").status()).isEqualTo(200);
      assertThat(registry.get("/instances/live").status()).isEqualTo(200);
      registry.advance(NANO);
      while (registry.get("/instances/young").status() != 404) {
        Thread.onSpinWait();
      }
      assertThat(Json.each(registry.get("/instances").body(), "instance_id"))
          .containsExactly("\"live\"");
      assertThat(Json.each(registry.get("/hosts?active=false").body(), "host"))
          .containsExactly("\"h3\"");
      assertThat(registry.post("/instances/old/heartbeat").body()).contains("\"refresh\"");
    }
  }
}
