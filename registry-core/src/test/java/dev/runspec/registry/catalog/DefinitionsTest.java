package dev.runspec.registry.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.Tool;
import java.util.List;
import org.junit.jupiter.api.Test;

class DefinitionsTest {

  private final Definitions definitions = new Definitions();

  @Test
  void equalToolsAreOne() {
    Tool first = shared(tool("/bin/job"));

    assertThat(shared(tool("/bin/job"))).isSameAs(first);
  }

  @Test
  void definitionOfToolsThatRunElsewhereIsOne() {
    Tool first = shared(tool("/bin/job"));
    Tool second = shared(tool("/opt/bin/job"));

    assertThat(second).isNotEqualTo(first);
    assertThat(second.definition()).isSameAs(first.definition());
  }

  /** A journal that recovered it holds it, too. */
  @Test
  void toolWithTheDefinitionThatIsKeptIsNotCopied() {
    Tool first = shared(tool("/bin/job"));
    Tool second = tool("/opt/bin/job").sharing(first.definition());

    assertThat(shared(first)).isSameAs(first);
    assertThat(shared(second)).isSameAs(second);
  }

  private Tool shared(Tool tool) {
    return definitions.shared(List.of(tool)).get(0);
  }

  private static Tool tool(String command) {
    return Tool.builder("job").description("Does it").command(command).build();
  }
}
