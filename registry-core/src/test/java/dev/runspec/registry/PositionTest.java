package dev.runspec.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionTest {

  @Test
  void aPositionIsReadAsItIsWritten() {
    Position position = new Position("5f2c91d20b7e4a11", 17);
    assertThat(position).hasToString("5f2c91d20b7e4a11-17");
    assertThat(Position.parse("5f2c91d20b7e4a11-17")).isEqualTo(position);
    assertThat(position.at(18)).isEqualTo(new Position("5f2c91d20b7e4a11", 18));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "a",
        "a-",
        "-1",
        "a--1",
        "a-b",
        "a b-1",
        "a-1-2",
        "a-99999999999999999999"
      })
  void whatIsNoPositionIsRefused(String text) {
    assertThatThrownBy(() -> Position.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not a position such as 5f2c91d20b7e4a11-17: " + text);
  }
}
