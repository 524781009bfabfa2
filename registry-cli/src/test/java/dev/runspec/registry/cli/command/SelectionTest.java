package dev.runspec.registry.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.cli.Terminal;
import dev.runspec.registry.cli.Terminal.Outcome;
import dev.runspec.registry.client.ScriptedRegistry;
import dev.runspec.registry.client.ScriptedRegistry.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectionTest {

  private final ScriptedRegistry registry = ScriptedRegistry.start();
  private final Terminal terminal = new Terminal().with("REGISTRY_URL", "" + registry.uri());

  @AfterEach
  void stop() {
    registry.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tools | /tools?active=true",
        "tools --all | /tools?active=false",
        "tools -l env=prod --label a=b=c -l tier | /tools?active=true&label=env%3Aprod"
            + "&label=a%3Ab%3Dc&label=tier",
        "tools -q shop | /tools?active=true&q=shop",
        "tools --host web-01 --host web-02 | /tools?active=true&host=web-01&host=web-02",
        "tools --state stale,gone | /tools?state=stale&state=gone",
        "tools --all --state live | /tools?active=false&state=live",
        "tools --filter name=='x' | /tools?active=true&filter=name%3D%3D%27x%27",
        "instances | /instances?active=false",
        "instances --active -q x | /instances?active=true&q=x",
        "instances --state draining --state live | /instances?state=live&state=draining",
        "hosts -l env=prod | /hosts?active=true&label=env%3Aprod",
        "hosts --all | /hosts?active=false",
        "tools deploy -q x | /tools?active=true&q=x",
      })
  void theRegistryIsAskedToSelect(String command, String target) {
    registry.on("GET " + target, Reply.json(200, "[]", "X-Registry-Position", "a-1"));

    terminal.run(command.split(" ", -1));

    assertThat(registry.targets()).containsExactly("GET " + target);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tools --state unknown | 'unknown' is none of live, draining, stale, gone",
        "tools -l a:b=c | label key is empty or holds a colon: a:b",
        "tools -l =c | label key is empty or holds a colon",
        "instances w1 -q x | are for the list, not for one instance",
        "instances w1 --watch | are for the list, not for one instance",
        "tools deploy --watch | --watch is for the list",
        "events --since 17 | not a position such as 5f2c91d20b7e4a11-17: 17",
        "events -o name | for people or as lines of JSON, not with -o name",
        "events -l a:b=c | label key is empty or holds a colon: a:b",
        "events -l a | 'a' has no value; expected KEY=VALUE",
        "tools --watch -o yaml | for people or as lines of JSON, not with -o yaml",
      })
  void whatMakesNoSenseIsAWrongCommandLine(String command, String complaint) {
    Outcome outcome = terminal.run(command.split(" ", -1));

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).startsWith("registry-cli: ").contains(complaint).hasLineCount(1);
    assertThat(registry.targets()).isEmpty();
  }

  @Test
  void aToolThatWasNotSelectedIsNamed() {
    registry.on("GET /tools?active=true&q=x", Reply.json(200, "[]", "X-Registry-Position", "a-1"));

    Outcome outcome = terminal.run("tools", "deploy", "-q", "x");

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err())
        .isEqualTo("registry-cli: nothing that was selected has the tool deploy\n");
  }

  @Test
  void aRegistryThatCannotSelectIsNotBelievedToHaveDoneSo() {
    registry.on("GET /tools?active=true&q=x", Reply.json("[]"));

    Outcome outcome = terminal.run("tools", "-q", "x");

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err()).contains("is too old a registry to select anything");
  }
}
