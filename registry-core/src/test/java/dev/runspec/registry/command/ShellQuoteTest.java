package dev.runspec.registry.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ShellQuoteTest {

  @Example
  void quotesAsShlexDoes() {
    assertThat(ShellQuote.quote("")).isEqualTo("''");
    assertThat(ShellQuote.quote("a_Z0@%+=:,./-")).isEqualTo("a_Z0@%+=:,./-");
    assertThat(ShellQuote.quote("it's")).isEqualTo("'it'\"'\"'s'");
    assertThat(ShellQuote.quote("ü")).isEqualTo("'ü'");
    assertThat(ShellQuote.quote("~")).isEqualTo("'~'");
    assertThat(ShellQuote.quote("{a,b}")).isEqualTo("'{a,b}'");
    assertThat(ShellQuote.quote("plain\n")).isEqualTo("'plain\n'");
  }

  @Example
  void refusesNul() {
    assertThatThrownBy(() -> ShellQuote.quote("a\0b")).hasMessageContaining("NUL");
  }

  @Property(tries = 150)
  void aShellReadsBackExactlyTheWordsThatWereQuoted(@ForAll("hostileWords") List<String> words)
      throws IOException, InterruptedException {
    assertThat(words(ShellQuote.join(words))).isEqualTo(words);
  }

  @Property(tries = 100)
  void quotingTwiceIsUndoneByTwoShells(@ForAll("hostileWords") List<String> words)
      throws IOException, InterruptedException {
    String inner = "printf '%s\\0' " + ShellQuote.join(words) + " end";

    assertThat(printed("sh -c " + ShellQuote.quote(inner))).isEqualTo(words);
  }

  @Provide
  Arbitrary<List<String>> hostileWords() {
    Arbitrary<String> shellish =
        Arbitraries.strings()
            .withChars("'\"\\$`!*?[]{}()<>|&;#~=- \n\t\rabz%n\u0001\u007f")
            .ofMaxLength(30);
    Arbitrary<String> anything =
        Arbitraries.strings().all().ofMaxLength(40).filter(ShellQuoteTest::isSendable);
    return Arbitraries.oneOf(
            shellish,
            anything,
            Arbitraries.of("$(id)", "`id`", "-n", "'", "''", "a'b\"c", "文字", "\n", "'\n'", "\\'"))
        .list()
        .ofMinSize(1)
        .ofMaxSize(12);
  }

  private static boolean isSendable(String word) {
    return word.indexOf('\0') < 0 && !TextRule.hasLoneSurrogate(word);
  }

  private static List<String> words(String quoted) throws IOException, InterruptedException {
    return printed("printf '%s\\0' " + quoted + " end");
  }

  /** Runs the script and returns its NUL-ended words but the last. */
  private static List<String> printed(String script) throws IOException, InterruptedException {
    Process shell = new ProcessBuilder("sh", "-c", script).start();
    shell.getOutputStream().close();
    String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String errors = new String(shell.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor()).as(errors).isZero();
    List<String> words = new ArrayList<>(List.of(output.split("\0", -1)));
    assertThat(words.subList(words.size() - 2, words.size())).containsExactly("end", "");
    return words.subList(0, words.size() - 2);
  }
}
