package dev.runspec.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AutonomyTest {

  @Test
  void everyLevelIsFoundByItsWireName() {
    for (Autonomy level : Autonomy.values()) {
      assertThat(Autonomy.named(level.wireName())).isEqualTo(level);
    }
    assertThat(Autonomy.CONFIRM.wireName()).isEqualTo("confirm");
  }

  @Test
  void aLevelThatIsNewIsUnknown() {
    assertThat(Autonomy.named("telepathic")).isEqualTo(Autonomy.UNKNOWN);
    assertThat(Autonomy.named("Manual")).isEqualTo(Autonomy.UNKNOWN);
  }

  @Test
  void aGroupHasTheLevelThatItsDefinitionSays() {
    assertThat(saying("\"supervised\"").autonomy()).isEqualTo(Autonomy.SUPERVISED);
    assertThat(saying("\"autonomous\"").autonomy()).isEqualTo(Autonomy.AUTONOMOUS);
    for (String odd : List.of("null", "true", "[\"manual\"]", "\"\"", "\"MANUAL\"")) {
      assertThat(saying(odd).autonomy()).as(odd).isEqualTo(Autonomy.UNKNOWN);
    }
    ToolGroup silent =
        new ToolGroup(
            new ToolName("t"), "", JsonDocument.EMPTY_OBJECT, List.of(), List.of(), Map.of());
    assertThat(silent.autonomy()).isEqualTo(Autonomy.UNKNOWN);
  }

  private static ToolGroup saying(String autonomy) {
    return new ToolGroup(
        new ToolName("t"),
        "",
        JsonDocument.EMPTY_OBJECT,
        List.of(),
        List.of(),
        Map.of("x-autonomy", new JsonDocument(autonomy)));
  }
}
