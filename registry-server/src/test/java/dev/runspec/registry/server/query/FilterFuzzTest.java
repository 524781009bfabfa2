package dev.runspec.registry.server.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.runspec.registry.fuzz.Effort;
import dev.runspec.registry.fuzz.OneLine;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever comes as a filter or as a cursor: it means one thing, or is refused where it is wrong.
 */
class FilterFuzzTest {

  private static final Pattern MESSAGE = Pattern.compile("column ([0-9]+): expected .+");

  static Stream<byte[]> filters() {
    return Stream.of(
            "name == \"web-01\" and not (tags contains blue or labels.env != prod)",
            "\"green\" in tags and `a b` not in labels",
            "labels[\"a b\"] matches `^\"q.*\" .{3}` and noTags is empty and blank is not empty",
            "not not name matches `(a|b)*[0-9]{2,5}$`",
            "name not contains \"\\\"\\\\\" or 42 in tags",
            "((((name is not empty))))",
            "labels.env.x == `")
        .map(text -> text.getBytes(UTF_8));
  }

  @MethodSource("filters")
  @FuzzTest
  void aFilterMeansOneThingOrIsRefusedAtAColumn(byte[] input) {
    Effort.bounded(input, bytes -> parsed(new String(bytes, UTF_8)));
    String text = new String(input, UTF_8);
    Optional<Filter> filter = parsed(text);
    if (filter.isEmpty()) {
      return;
    }
    boolean isAccepted = accepts(filter.get());
    parsed("(" + text + ")").ifPresent(same -> assertThat(accepts(same)).isEqualTo(isAccepted));
    parsed("not (" + text + ")")
        .ifPresent(other -> assertThat(accepts(other)).isEqualTo(!isAccepted));
    parsed("(" + text + ") and (" + text + ")")
        .ifPresent(both -> assertThat(accepts(both)).isEqualTo(isAccepted));
    assertThat(filter.get()).hasToString(text);
  }

  private static boolean accepts(Filter filter) {
    return filter.accepts(Things.WEB, Things.plenty());
  }

  private static Optional<Filter> parsed(String text) {
    try {
      return Optional.of(Filter.parse(text, Things.ANYTHING));
    } catch (InvalidFilter refusal) {
      String message = String.valueOf(refusal.getMessage());
      OneLine.require(message);
      Matcher told = MESSAGE.matcher(message);
      assertThat(told.lookingAt()).as(message).isTrue();
      assertThat(Integer.parseInt(told.group(1))).isBetween(1, text.length() + 1);
      return Optional.empty();
    }
  }

  static Stream<byte[]> cursors() {
    return Stream.of("dDE6YQ", "aTE6YQ", "aDE6YWI", "dDA6", "").map(text -> text.getBytes(UTF_8));
  }

  @MethodSource("cursors")
  @FuzzTest
  void aCursorIsAsWeWriteItOrRefused(byte[] input) {
    Effort.bounded(
        input,
        bytes -> {
          String text = new String(bytes, UTF_8);
          for (ListKind kind : ListKind.values()) {
            try {
              assertThat(Cursor.parse(kind, text)).hasToString(text);
            } catch (IllegalArgumentException | ArithmeticException refusal) {
              assertThat(refusal).isNotNull();
            }
          }
        });
  }
}
