package dev.runspec.registry.cli.completion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.cli.ssh.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BashLineTest {

  private static final String[] NASTY =
      "a b ' \" \\ $ ` ! * ? [ ] { } ( ) < > | & ; ~ # = : @ % ^ - + , . / ü 文 🙂".split(" ");
  private static final int TRIALS = 1000;

  @Test
  void wordsAreThoseThatBashWillSeeButForExpansions() {
    assertRead("registry-cli run de", "de", "run");
    assertRead("registry-cli  run ", "", "run");
    assertRead("registry-cli", "registry-cli");
    assertRead("bin/registry-cli run my\\ t", "my t", "run");
    assertRead("registry-cli run \"my t", "my t", "run");
    assertRead("registry-cli 'it\\' \"a\\\"b\\c\" d'e", "de", "it\\", "a\"b\\c");
    assertRead("A=1 B= registry-cli run d", "d", "run");
    assertRead("registry-cli '' d", "d", "");
    assertRead("registry-cli $(touch x) `y", "`y", "$(touch", "x)");
    assertRead("registry-cli run \\", "\\", "run");
  }

  private static void assertRead(String line, String current, String... before) {
    BashLine read = BashLine.read(line, "");
    assertThat(read.current()).isEqualTo(current);
    if (before.length > 0) {
      assertThat(read.before()).containsExactly(before);
    }
  }

  @Test
  void onlyWhatBashReplacesIsInserted() {
    assertThat(inserted("run --host=we", "we", "--host=web-01")).containsExactly("web-01");
    assertThat(inserted("run colon:na", "na", "colon:name")).containsExactly("name");
    assertThat(inserted("run at@na", "@na", "at@name")).containsExactly("@name");
    assertThat(inserted("run \"my t", "my t", "my tool")).containsExactly("my tool");
    assertThat(inserted("run a\\:b", "a\\:b", "a:bc")).containsExactly("a:bc");
  }

  @Test
  void nothingIsInsertedWhereItWouldNotStandForItself() {
    assertThat(inserted("run 'it", "it", "it's")).isEmpty();
    assertThat(inserted("run \"it", "it", "it$(id)")).isEmpty();
    assertThat(inserted("run \"it", "it", "it!")).isEmpty();
    assertThat(inserted("run 'a'b", "b", "abc")).isEmpty();
    assertThat(inserted("run a'b'", "", "abc")).isEmpty();
    assertThat(inserted("run $'a", "a", "a\\nb")).isEmpty();
    assertThat(inserted("run abc", "xyz", "abcd")).containsExactly("d");
  }

  @Test
  void whateverANameHoldsBashTakesItForThatName(@TempDir Path folder) throws IOException {
    Random random = new Random(4711);
    List<String> names = new ArrayList<>();
    StringBuilder script = new StringBuilder("set -o history -o histexpand\n");
    for (int trial = 0; trial < TRIALS; trial++) {
      String name = name(random);
      int typed = name.offsetByCodePoints(0, random.nextInt(name.codePointCount(0, name.length())));
      String beginning = name.substring(0, typed);
      for (String quote : List.of("", "'", "\"")) {
        if (quote.isEmpty() || !beginning.contains(quote)) {
          String replaced = quote.isEmpty() ? backslashed(beginning) : beginning;
          for (String insertion : inserted("run " + quote + replaced, replaced, name)) {
            names.add(name);
            script.append("printf '%s\\0' " + quote + insertion + quote + "\n");
          }
        }
      }
    }
    Path file = Files.writeString(folder.resolve("script"), script);

    String seen = Shell.run("bash", file.toString());

    assertThat(seen.split("\0", -1)).startsWith(names.toArray(String[]::new));
    assertThat(names).hasSizeGreaterThan(TRIALS);
    try (var left = Files.list(folder)) {
      assertThat(left).containsExactly(file);
    }
  }

  private static String name(Random random) {
    StringBuilder name = new StringBuilder();
    int length = 1 + random.nextInt(8);
    for (int at = 0; at < length; at++) {
      name.append(random.nextInt(6) == 0 ? " " : NASTY[random.nextInt(NASTY.length)]);
    }
    return name.toString();
  }

  private static String backslashed(String text) {
    return text.replaceAll("[^a-zA-Z0-9ü文🙂]", "\\\\$0");
  }

  private static List<String> inserted(String line, String replaced, String name) {
    return BashLine.read("registry-cli " + line, replaced)
        .insertion(new Candidate(name, ""))
        .stream()
        .toList();
  }
}
