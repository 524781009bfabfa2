package dev.runspec.registry.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How text fits into a terminal and does it no harm. */
class TextTest {

  @Test
  void everythingUnseenIsShown() {
    assertThat(Visible.of("plain ä 日本 🚀")).isEqualTo("plain ä 日本 🚀");
    assertThat(Visible.of("a\u001b[31m\n\r\t\u0000\u007f\u0085"))
        .isEqualTo("a\\u001b[31m\\n\\r\\t\\u0000\\u007f\\u0085");
    assertThat(Visible.of("\u202e\u2066\u200b\ufeff\u2028" + Character.toString(0xe0041)))
        .isEqualTo("\\u202e\\u2066\\u200b\\ufeff\\u2028\\U000e0041");
    assertThat(Visible.lines("a\n\tb\u001b")).isEqualTo("a\n\tb\\u001b");
  }

  @ParameterizedTest
  @CsvSource({"abc, 3", "日本, 4", "한국, 4", "ｆｕ, 4", "🚀x, 3", "äé, 2", "e\u0301, 1", "'', 0"})
  void cellsAreCountedAndNotCharacters(String text, int cells) {
    assertThat(DisplayWidth.of(text)).isEqualTo(cells);
  }

  @Test
  void whatIsTooLongIsCutBetweenCharacters() {
    assertThat(DisplayWidth.cut("abcdef", 6)).isEqualTo("abcdef");
    assertThat(DisplayWidth.cut("abcdefg", 6)).isEqualTo("abcde…");
    assertThat(DisplayWidth.cut("日本語", 4)).isEqualTo("日…");
    assertThat(DisplayWidth.cut("🚀🚀🚀", 5)).isEqualTo("🚀🚀…");
  }

  @ParameterizedTest
  @CsvSource({
    "-5, 0s",
    "0, 0s",
    "12, 12s",
    "119, 119s",
    "120, 2m",
    "7199, 119m",
    "7200, 2h",
    "172799, 47h",
    "172800, 2d",
    "31536000, 365d"
  })
  void agesAreSaidInTheirLargestSensibleUnit(long seconds, String age) {
    assertThat(Age.of(Duration.ofSeconds(seconds))).isEqualTo(age);
  }
}
