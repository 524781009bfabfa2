package dev.runspec.registry.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandPrefixTest {

  @ParameterizedTest
  @CsvSource({
    "/opt/shop/bin, /opt/shop/bin/deploy, true",
    "/opt/shop/bin, /opt/shop/bin, true",
    "/opt/shop/bin, /opt/shop/bin/x/y, true",
    "/opt/shop/bin/, /opt/shop/bin/deploy, true",
    "/opt/shop/bin/, /opt/shop/bin, false",
    "/opt/shop/bin, /opt/shop/bin-evil/deploy, false",
    "/opt/shop/bin, /opt/shop/bin/../../../bin/sh, false",
    "/opt/shop/bin, /opt/shop/bin/.., false",
    "/opt/shop/bin, /opt/shop/bin/./deploy, false",
    "/opt/shop/bin, /opt/shop/bin//deploy, false",
    "/opt/shop/bin, //opt/shop/bin/deploy, false",
    "/opt/shop/bin, /opt/shop/bin/, false",
    "/opt/shop/bin, opt/shop/bin/deploy, false",
    "/opt/shop/bin, ./opt/shop/bin/deploy, false",
    "/opt/shop/bin, ~/opt/shop/bin/deploy, false",
    "/opt/shop/bin, /OPT/shop/bin/deploy, false",
    "/opt/shop/bin, '', false",
    "/opt/shop/bin, deploy, false",
    "/, /bin/sh, true",
    "/, sh, false",
    "/, /bin/../sh, false",
    "uptime, uptime, true",
    "uptime, uptime2, false",
    "uptime, ./uptime, false",
    "uptime, /tmp/uptime, false",
  })
  void coversWhatIsBelowItInWholeSegments(String prefix, String command, boolean isCovered) {
    assertThat(new CommandPrefix(prefix).covers(command)).isEqualTo(isCovered);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "bin/x", "./x", "../x", "/opt/../bin", "/opt//bin", "//", "/./"})
  void isAPlainPathOrAName(String text) {
    assertThatThrownBy(() -> new CommandPrefix(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
