package dev.runspec.registry.cli.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MarkedOutputTest {

  private final Transcript target = new Transcript();
  private final MarkedOutput output = new MarkedOutput(target, () -> {});

  @Test
  void keepsEverythingBackUntilTheMark() throws IOException {
    write("Warning: ", "new key\r\n");
    assertThat(target.text()).isEmpty();
    assertThat(output.isStarted()).isFalse();

    write("\u001e");

    assertThat(output.isStarted()).isTrue();
    assertThat(target.text()).isEqualTo("Warning: new key\r\n");
  }

  @Test
  void theMarkGoesWhereverItStandsInAChunk() throws IOException {
    write("a\u001eb", "c");

    assertThat(target.text()).isEqualTo("abc");
  }

  @Test
  void aSecondMarkBeforeExit255IsTheScriptsOwn() throws IOException {
    write("\u001e", "said", "\u001e");

    assertThat(output.finish(255)).isTrue();
    assertThat(target.text()).isEqualTo("said");
  }

  @Test
  void aMarkAtTheEndOfAnyOtherExitIsTheCommandsOwn() throws IOException {
    write("\u001esaid\u001e");

    assertThat(output.finish(0)).isFalse();
    assertThat(target.text()).isEqualTo("said\u001e");
  }

  @Test
  void exit255WithoutASecondMarkIsNotTheScripts() throws IOException {
    write("\u001esaid");

    assertThat(output.finish(255)).isFalse();
  }

  @Test
  void marksInBetweenPassInOneByteOrMany() throws IOException {
    write("\u001e", "\u001e", "\u001e", "a\u001e", "b\u001e\u001ec");
    output.write(0x1e);
    output.write('d');

    assertThat(output.finish(255)).isFalse();
    assertThat(target.text()).isEqualTo("\u001e\u001ea\u001eb\u001e\u001ec\u001ed");
  }

  @Test
  void thePreambleIsBoundedAndPrintable() throws IOException {
    write("a\u001b[2J\u0007\n\n");
    assertThat(output.preamble()).isEqualTo("a[2J");

    write("x".repeat(70_000), "y".repeat(70_000), "\u001ez");

    assertThat(target.bytes()).hasSize((1 << 16) + 1);
    assertThat(target.text()).endsWith("xz");
  }

  private void write(String... chunks) throws IOException {
    for (String chunk : chunks) {
      byte[] bytes = chunk.getBytes(StandardCharsets.UTF_8);
      output.write(bytes, 0, bytes.length);
    }
  }
}
