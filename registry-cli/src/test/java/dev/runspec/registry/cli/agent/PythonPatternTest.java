package dev.runspec.registry.cli.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Python's {@code re.fullmatch} says, asked of ours; the answers were taken from Python. */
class PythonPatternTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      quoteCharacter = '`',
      value = {
        "db-[0-9]+ db-01 true",
        "db- db-01 false",
        "(?P<site>db)-01 db-01 true",
        "(?P<a_b>[a-z]+)-(?P=a_b) web-web true",
        "(?P<a_b>[a-z]+)-(?P=a_b) web-db false",
        "(?P<a>x)(?P<b>y)\\2\\1 xyyx true",
        "\\Adb\\Z db true",
        "db\\Z db true",
        "[[]x] [x] true",
        "[[:alpha:]]+ a]] true",
        "[[:alpha:]]+ bcd false",
        "[a-z&&[^b]]+ &] true",
        "[a-z&&[^b]]+ ac false",
        "[a&&b]+ a&b true",
        "[]a]+ ]a true",
        "[^]a]+ b-c true",
        "[^]a]+ b]c false",
        "[a^]+ ^a true",
        "[\\]\\[]+ [] true",
        "[\\w.-]+ a.b-c true",
        "[a\\-z]+ b false",
        "x{2} xx true",
        "x{,2} x true",
        "x{,2} xxx false",
        "x{2,} xxxx true",
        "x{a} x{a} true",
        "x{} x{} true",
        "{x} {x} true",
        "\\d+ ٣ true",
        "(?i)DB db true",
        "(?i:D)B db false",
        "(?#note)db db true",
        "(?:web|db)-\\d\\d db-01 true",
        "(?=db).* db-01 true",
        "(?!web).* web-01 false",
        "(?<=d)b db false",
        ".(?<=d)b db true",
        "\\u0064b db true",
        "\\U00000064b db true",
        "\\x64b db true",
        "\\144b db true",
        "d(?:b)?+ db true",
        "[\\1\\144]b db true",
        "(d)(b)\\2\\1 dbbd true",
        "文+ 文文 true"
      })
  void matchesAsPythonDoes(String pattern, String host, boolean matches) {
    assertThat(PythonPattern.compile(pattern).matcher(host).matches()).isEqualTo(matches);
  }

  @Test
  void lineEndsAreNewlinesAlone() {
    assertThat(PythonPattern.compile("a.b").matcher("a\rb").matches()).isTrue();
    assertThat(PythonPattern.compile("a.b").matcher("a\nb").matches()).isFalse();
    assertThat(PythonPattern.compile("a$.*").matcher("a\u2028").matches()).isFalse();
    assertThat(PythonPattern.compile("a\\vb").matcher("a\u000bb").matches()).isTrue();
    assertThat(PythonPattern.compile("a\\vb").matcher("a\nb").matches()).isFalse();
    assertThat(PythonPattern.compile("[\\b]").matcher("\b").matches()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(",
        ")",
        "[",
        "[]",
        "*a",
        "a**",
        "a{3,2}",
        "\\",
        "\\h",
        "\\Q",
        "\\p{L}",
        "\\z",
        "[\\Z]",
        "(?<x>a)",
        "(?P<x>a)(?P<x>b)",
        "(?P=x)",
        "(?P<1>a)",
        "(?P<x",
        "(?P>x)",
        "(?#x",
        "(?z)",
        "\\U0001",
        "\\1",
        "(a)\\2",
        "[\\9]"
      })
  void refusesWhatPythonRefuses(String pattern) {
    assertThatThrownBy(() -> PythonPattern.compile(pattern))
        .isInstanceOf(PatternSyntaxException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"(a)?(?(1)b|c)", "(?a)x"})
  void refusesWhatJavaCannotSay(String pattern) {
    assertThatThrownBy(() -> PythonPattern.compile(pattern))
        .isInstanceOf(PatternSyntaxException.class);
  }
}
