package dev.runspec.registry.cli.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every form of {@code run_as}, on the host {@code db-01}. */
class RunAsTest {

  @TempDir private Path folder;
  private Home home;

  @BeforeEach
  void enter() {
    home = new Home(folder);
  }

  @Test
  void noneIsNobodyElse() {
    assertThat(user("")).isEmpty();
  }

  @Test
  void aNameIsThatUser() {
    assertThat(user("run_as = 'ledger'")).isEqualTo("ledger");
  }

  @Test
  void aVariableIsWhatTheEnvironmentSays() {
    home = home.with("DEPLOYER", "deploy");
    assertThat(user("run_as = '$DEPLOYER'")).isEqualTo("deploy");
    assertThat(home.agent().warnings()).isEmpty();
  }

  @Test
  void anEmptyVariableIsNobodyElseWithoutAWarning() {
    home = home.with("DEPLOYER", "");
    assertThat(user("run_as = '$DEPLOYER'")).isEmpty();
    assertThat(home.agent().warnings()).isEmpty();
  }

  @Test
  void anUnsetVariableIsNobodyElseWithAWarning() {
    assertThat(user("run_as = '$DEPLOYER'")).isEmpty();
    assertThat(home.agent().warnings()).singleElement().asString().contains("$DEPLOYER");
  }

  @Test
  void theExactHostComesBeforePatterns() {
    assertThat(user("run_as = {default='a', patterns={'.*'='b'}, hosts={db-01='c'}}"))
        .isEqualTo("c");
  }

  @Test
  void theFirstPatternThatMatchesWholeWins() {
    assertThat(user("run_as.patterns = {'db'='a', 'z.*'='b', 'db-..'='c', 'd.*'='e', '.*'='f'}"))
        .isEqualTo("c");
  }

  @Test
  void patternsKeepTheOrderOfTheFileAlsoWhenTheyStandApart() {
    assertThat(
            user(
                "run_as.patterns.'zz.*'='a'\nrun_as.default='d'\nrun_as.patterns.'[d]b.*'='b'\n"
                    + "run_as.patterns.'.*'='c'"))
        .isEqualTo("b");
  }

  @Test
  void theDefaultIsForEveryOtherHost() {
    assertThat(user("run_as = {default='a', patterns={'web.*'='b'}, hosts={web-01='c'}}"))
        .isEqualTo("a");
  }

  @Test
  void aTableWithoutADefaultIsNobodyElse() {
    assertThat(user("run_as = {patterns={'web.*'='b'}}")).isEmpty();
  }

  @Test
  void anEmptyUserInATableIsNobodyElse() {
    assertThat(user("run_as = {default='a', patterns={'db.*'=''}}")).isEmpty();
  }

  @Test
  void aVariableWithinATableIsKeptAndWarnedAbout() {
    home = home.with("DEPLOYER", "deploy");
    assertThat(user("run_as.default = '$DEPLOYER'")).isEqualTo("$DEPLOYER");
    assertThat(home.agent().warnings()).singleElement().asString().contains("not looked up");
  }

  @Test
  void aBadPatternIsRefusedAlsoBehindAMatch() {
    assertThatThrownBy(() -> user("run_as = {hosts={db-01='a'}, patterns={'.*'='b', '[x'='c'}}"))
        .isInstanceOf(InvalidRunspec.class)
        .hasMessageContaining("runspec.toml:2: t.run_as.patterns.\"[x\" is not a pattern");
  }

  @Test
  void aBadPatternOfARunnableForOtherHostsIsNotLookedAt() {
    assertThat(home.agent("[t]\nhosts = ['web-01']\nrun_as.patterns.'(' = 'x'").tools()).isEmpty();
  }

  @Test
  void anythingElseIsRefused() {
    assertThatThrownBy(() -> user("run_as = 7"))
        .hasMessageContaining(":2: t.run_as is an integer; expected a user in quotes");
    assertThatThrownBy(() -> user("run_as.hosts = 'db-01'"))
        .hasMessageContaining(":2: t.run_as.hosts is text; expected a table");
    assertThatThrownBy(() -> user("run_as.hosts.web-01 = 1001"))
        .hasMessageContaining(":2: t.run_as.hosts.web-01 is an integer; expected text in quotes");
  }

  private @Nullable String user(String lines) {
    return home.tool("[t]\n" + lines + "\n").execution().runAs();
  }
}
