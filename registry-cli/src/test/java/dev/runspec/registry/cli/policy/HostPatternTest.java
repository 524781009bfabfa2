package dev.runspec.registry.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostPatternTest {

  @ParameterizedTest
  @CsvSource({
    "web-*, web-01, true",
    "web-*, WEB-01, true",
    "WEB-*, web-01, true",
    "web-*, web-01., true",
    "web-01., web-01, true",
    "web-*, prod-web-01, false",
    "*, anything.example, true",
    "*.example, web.example, true",
    "*1, web-01, true",
    "kafka-*, \u212aafka-1, false",
  })
  void namesAreComparedAsDnsDoes(String pattern, String host, boolean isMatch) {
    assertThat(HostPattern.parse(pattern).matches(host)).isEqualTo(isMatch);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.5", "::1", "fe80::1%eth0", "2130706433", "0x7f000001", "127.1"})
  void noPatternForNamesMatchesNumbers(String host) {
    for (String pattern : new String[] {"*", "?*", "*.*", "*1", "*5"}) {
      assertThat(HostPattern.parse(pattern).matches(host)).as(pattern).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.*, 10.0.0.5, true",
    "10.0.*, 10.1.0.5, false",
    "10.0.0.5, 10.0.0.5, true",
    "10.0.*, 10.0.0.5.evil.example, false",
    "10.*, 10.evil.example, false",
    "10.*, 10.0x5, false",
    "10.*, 10.5, false",
    "10.*, 10.0.0.300, false",
    "10.*, 010.0.0.1, false",
    "fe80::*, fe80::1, true",
    "FE80::*, fe80::1, true",
    "fe80::*, fec0::1, false",
  })
  void patternsInNumbersMatchWholeAddressesAlone(String pattern, String host, boolean isMatch) {
    assertThat(HostPattern.parse(pattern).matches(host)).isEqualTo(isMatch);
  }

  @Test
  void onlyWildcardsAreNothingInParticular() {
    assertThat(HostPattern.parse("*").isSpecific()).isFalse();
    assertThat(HostPattern.parse("?*").isSpecific()).isFalse();
    assertThat(HostPattern.parse("w*").isSpecific()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "{host}.example, web-01.example, web-01, true",
    "{host}.example, web-02.example, web-01, false",
    "{host}.example, web-01.example, *, false",
    "{host}.example, web-01.example, 'web-01.example,', false",
    "10.*, 10.1.2.3, web-01, true",
  })
  void anAddressMayBeTiedToTheNameOfItsHost(
      String pattern, String address, String host, boolean isMatch) {
    assertThat(new AddressPattern(pattern).matches(address, host)).isEqualTo(isMatch);
  }
}
