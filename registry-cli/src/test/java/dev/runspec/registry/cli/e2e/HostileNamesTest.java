package dev.runspec.registry.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.Registration;
import dev.runspec.registry.SshTarget;
import dev.runspec.registry.Tool;
import dev.runspec.registry.cli.Terminal;
import dev.runspec.registry.cli.Terminal.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that a terminal would obey, in every place where a registry takes a name. */
class HostileNamesTest {

  private static final String EVIL = "\u001b]0;owned\u0007\u009b2J\u202enimda\r\nfake\u2028line";

  private static LiveRegistry registry;

  @BeforeAll
  static void start() {
    registry = LiveRegistry.start();
    registry
        .client()
        .register(
            Registration.builder(EVIL, EVIL, EVIL, EVIL)
                .heartbeatInterval(Duration.ofDays(1))
                .labels(Map.of(EVIL, EVIL))
                .ssh(new SshTarget(EVIL, 22, EVIL))
                .tools(
                    List.of(Tool.builder(EVIL).description(EVIL).command(EVIL).runAs(EVIL).build()))
                .build());
  }

  @AfterAll
  static void stop() {
    registry.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tools", "tools EVIL", "instances", "instances EVIL", "hosts", "run"})
  void areShownAndNotObeyed(String command) {
    for (String format : List.of("table", "wide", "json", "yaml", "name")) {
      Outcome outcome = run(command + " -o " + format);

      assertThat(outcome.code()).isZero();
      assertHarmless(outcome);
      assertThat(outcome.out()).contains("owned", "nimda");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "drain EVIL",
        "undrain EVIL",
        "run EVIL --host EVIL",
        "run EVIL",
        "run EVIL --host x",
        "run EVIL --host EVIL --dry-run",
        "tools xEVIL",
        "instances xEVIL",
        "EVIL",
        "tools --EVIL"
      })
  void areShownAndNotObeyedWhereTheyAreSpokenOf(String command) {
    assertHarmless(run(command));
  }

  private static void assertHarmless(Outcome outcome) {
    assertThat((outcome.out() + outcome.err()).codePoints().filter(unit -> unit != '\n'))
        .noneMatch(
            unit -> Character.isISOControl(unit) || Character.getType(unit) == Character.FORMAT)
        .noneMatch(unit -> unit == 0x2028);
    assertThat(outcome.err().lines().count()).isLessThan(2);
  }

  private static Outcome run(String command) {
    String[] words = command.split(" ", -1);
    for (int at = 0; at < words.length; at++) {
      words[at] = words[at].replace("EVIL", EVIL);
    }
    return new Terminal().with("REGISTRY_URL", registry.uri().toString()).run(words);
  }
}
