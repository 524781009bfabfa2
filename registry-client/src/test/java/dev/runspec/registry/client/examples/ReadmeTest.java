package dev.runspec.registry.client.examples;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadmeTest {

  @Test
  void theReadmeShowsTheExampleThatIsCompiledAndRun() throws IOException {
    String readme = Files.readString(Path.of("..", "README.md"));
    String example =
        Files.readString(
            Path.of("src/test/java", QuickStart.class.getName().replace('.', '/') + ".java"));

    String shown = readme.substring(readme.indexOf("```java\n") + 8);
    shown = shown.substring(0, shown.indexOf("```"));

    assertThat(unindented(example)).contains(unindented(shown));
  }

  private static String unindented(String code) {
    return code.lines().map(String::strip).collect(joining("\n"));
  }
}
