package dev.runspec.registry.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runspec.registry.HostName;
import dev.runspec.registry.SshTarget;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SshDestinationTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "web-01",
        "web_01.example.org",
        "10.0.0.1",
        "::",
        "::1",
        "fe80::1%eth0",
        "2001:db8:0:0:0:0:0:1",
        "::ffff:10.0.0.1",
        "1::"
      })
  void aHostThatSshTakesIsAccepted(String host) {
    assertThat(Verdicts.value(to(host)).host()).isEqualTo(host);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-oProxyCommand=touch x",
        "-",
        "user@host",
        "a b",
        " a",
        "a\nb",
        "a\n",
        "a\tb",
        "a\u0000",
        "a;id",
        "$(id)",
        "`id`",
        "a|b",
        "ssh://a",
        "a/b",
        "höst",
        ".a",
        "a%eth0",
        ":",
        "1:2:3",
        "1:2:3:4:5:6:7:8:9",
        "1::2::3",
        "1::2:",
        ":1::",
        "g::1",
        "12345::",
        "::1%",
        "::1%-x",
        "::1%$(id)",
        "::1%a%b",
        "::999.0.0.1",
        "::1.2.3.4.",
        "[::1]"
      })
  void anyOtherHostIsRefusedWithWhatWouldDo(String host) {
    assertThat(Verdicts.refusal(to(host)).refused()).startsWith("host ");
    assertThat(Verdicts.refusal(to(host)).accepted()).contains("IPv6");
  }

  @Test
  void aHostLongerThanAnyIsRefused() {
    assertThat(Verdicts.refusal(to("a".repeat(254))).refused()).startsWith("host ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-l", "a b", "a;id", "$(id)", "a\nb", "DOMAIN\\user", "'", "a$b", "ü", ""})
  void aUserThatSshCouldMisreadIsRefused(String user) {
    Verdict<SshDestination> verdict =
        SshDestination.of(new HostName("web-01"), null, new SshOverrides(user, null));

    assertThat(Verdicts.refusal(verdict).refused()).startsWith("user ");
  }

  @Test
  void theAgentsAddressIsHeldToTheSameRule() {
    SshTarget hostile = new SshTarget("-oProxyCommand=touch x", 22, "root");
    SshTarget hostileUser = new SshTarget(null, null, "-oProxyCommand=x");

    assertThat(
            Verdicts.refusal(SshDestination.of(new HostName("web-01"), hostile, SshOverrides.NONE))
                .refused())
        .isEqualTo("host -oProxyCommand=touch x");
    assertThat(
            Verdicts.refusal(
                    SshDestination.of(new HostName("web-01"), hostileUser, SshOverrides.NONE))
                .refused())
        .startsWith("user ");
  }

  @Test
  void theAgentsTargetStandsInForTheHostsName() {
    SshTarget target = new SshTarget("10.0.0.7", 2222, "deploy");

    assertThat(Verdicts.value(to("no such host name", target, SshOverrides.NONE)))
        .isEqualTo(new SshDestination("10.0.0.7", 2222, "deploy"));
    assertThat(Verdicts.value(to("web-01", null, SshOverrides.NONE)))
        .isEqualTo(new SshDestination("web-01", null, null));
  }

  @Test
  void theCallerBeatsTheAgent() {
    SshTarget target = new SshTarget("10.0.0.7", 2222, "deploy");

    assertThat(Verdicts.value(to("web-01", target, new SshOverrides("me", null))))
        .isEqualTo(new SshDestination("10.0.0.7", 2222, "me"));
    assertThat(Verdicts.value(to("web-01", target, new SshOverrides(null, 22))))
        .isEqualTo(new SshDestination("10.0.0.7", 22, "deploy"));
  }

  @Test
  void aPortThatIsNoneIsRefused() {
    assertThat(Verdicts.refusal(to("web-01", null, new SshOverrides(null, 65536))).message())
        .isEqualTo("port 65536: there is no such port; accepted: 1 to 65535");
  }

  @Test
  void noOtherWayLeadsAroundTheRule() {
    assertThatThrownBy(() -> new SshDestination("-oProxyCommand=x", null, null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Verdict<SshDestination> to(String host) {
    return to(host, null, SshOverrides.NONE);
  }

  private static Verdict<SshDestination> to(
      String host, @Nullable SshTarget target, SshOverrides overrides) {
    return SshDestination.of(new HostName(host), target, overrides);
  }
}
