package dev.runspec.registry.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.BecomeMethod;
import dev.runspec.registry.HostName;
import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.ToolGroup.Variant;
import dev.runspec.registry.command.AllowedFlags;
import dev.runspec.registry.command.RemoteCommand;
import dev.runspec.registry.command.RunPolicy;
import dev.runspec.registry.command.Verdict;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTest {

  private static final String SHOP =
      """
      [[rules]]
      hosts = ["web-*"]
      tools = ["deploy*", "status"]
      commands = ["/opt/shop/bin"]
      run-as = ["shop", ""]
      become = ["sudo"]
      """;

  @TempDir private Path folder;

  private Decision decide(String toml, Attempts attempt) {
    return decide(toml, attempt, Caller.PEOPLE);
  }

  private Decision decide(String toml, Attempts attempt, Caller caller) {
    return new PolicyPlace(folder).users(toml).decide(attempt.attempt(), caller);
  }

  private static void assertRefused(Decision decision, String... words) {
    assertThat(decision).isInstanceOf(Decision.Refused.class);
    assertThat(((Decision.Refused) decision).refusal().message()).contains(words);
  }

  private static final Attempts DEPLOY = Attempts.of("deploy", "web-01");

  @Test
  void withoutAFileTheFixedListsHold() {
    assertThat(Policy.STANDARD.decide(DEPLOY.attempt(), Caller.PEOPLE))
        .isInstanceOfSatisfying(
            Decision.Allowed.class,
            allowed -> {
              assertThat(allowed.checks()).isEqualTo(RunPolicy.standard());
              assertThat(allowed.isSignatureNeeded()).isFalse();
            });
  }

  @ParameterizedTest
  @CsvSource({
    "autonomous, NONE",
    "supervised, WATCHED",
    "confirm, YES",
    "manual, PERSON",
    "'', YES",
    "from-the-future, YES"
  })
  void withoutAFileAgentsAreHeldToTheAutonomyOfTools(String autonomy, Consent consent) {
    Attempts tool = DEPLOY.autonomy(autonomy);
    Decision decision = Policy.STANDARD.decide(tool.attempt(), Caller.AGENTS);

    assertThat(decision instanceof Decision.Asks asks ? asks.consent() : Consent.NONE)
        .isEqualTo(consent);
    assertThat(Policy.STANDARD.decide(tool.attempt(), Caller.PEOPLE))
        .isInstanceOf(Decision.Allowed.class);
  }

  @Test
  void whatAHostSaysThatMostDoNotAgreeWithIsNotKnown() {
    List<Variant> variants =
        List.of(
            new Variant("cc", List.of(new HostName("a"), new HostName("b")), null),
            new Variant("bb", List.of(new HostName("c"), new HostName("d")), null),
            new Variant("aa", List.of(new HostName("e")), null),
            new Variant(
                "dd",
                List.of(new HostName("f")),
                new JsonDocument("{\"name\":\"deploy\",\"x-autonomy\":\"autonomous\"}")));
    Attempts tool = DEPLOY.autonomy("autonomous");

    assertThat(Policy.STANDARD.decide(tool.variant("bb", variants).attempt(), Caller.AGENTS).word())
        .isEqualTo("allowed");
    assertThat(Policy.STANDARD.decide(tool.variant("aa", variants).attempt(), Caller.AGENTS).word())
        .isEqualTo("asks");
    assertThat(
            Policy.STANDARD.decide(DEPLOY.variant("dd", variants).attempt(), Caller.AGENTS).word())
        .isEqualTo("allowed");
  }

  @Test
  void aRuleAllowsWhatItNames() {
    Decision decision = decide(SHOP, DEPLOY.as("shop", null, null));

    assertThat(decision.word()).isEqualTo("allowed");
    assertThat(decision.reasons())
        .containsExactly(
            new Reason(folder.resolve("user.toml") + ":1", "it allows this on web-01"));
    assertThat(((Decision.Allowed) decision).checks().becomeMethods())
        .containsOnlyKeys(BecomeMethod.SUDO);
  }

  @Test
  void whatARuleDoesNotNameIsRefusedWithWhatWouldDo() {
    assertRefused(
        decide(SHOP, DEPLOY.command("/opt/shop/bin-evil/x")),
        "command /opt/shop/bin-evil/x: the policy does not allow it, " + folder,
        "user.toml:1; accepted: its commands: /opt/shop/bin");
    assertRefused(
        decide(SHOP, DEPLOY.as("root", null, null)), "run-as root", "its run-as: shop, \"\"");
    assertRefused(decide(SHOP, DEPLOY.as("shop", "su", null)), "become method su", "sudo");
    assertRefused(decide(SHOP, DEPLOY.as("shop", "doas", null)), "become method doas");
    assertRefused(decide(SHOP, Attempts.of("drop", "web-01")), "drop on web-01", "none is about");
    assertRefused(decide(SHOP, Attempts.of("deploy", "db-01")), "deploy on db-01");
    assertRefused(decide("", DEPLOY), "deploy on web-01", "none is about this for people");
  }

  @Test
  void becomingNobodyElseHasToBeAllowedToo() {
    String toml = "[[rules]]\nhosts = ['*']\nrun-as = ['shop*']\n";

    assertRefused(decide(toml, DEPLOY), "run-as nobody else");
    assertRefused(decide(toml, DEPLOY.as("", null, null)), "run-as nobody else");
    assertThat(decide(toml, DEPLOY.as("shop2", null, null)).word()).isEqualTo("allowed");
    assertRefused(decide(toml.replace("shop*", "*"), DEPLOY), "run-as nobody else");
  }

  @Test
  void theFirstRuleThatIsAboutItDecides() {
    String toml =
        """
        [[rules]]
        hosts = ["prod-*"]
        allow = false

        [[rules]]
        hosts = ["*"]
        callers = ["agents"]
        tools = ["status"]

        [[rules]]
        hosts = ["*"]
        callers = ["people"]
        """;

    assertRefused(decide(toml, Attempts.of("status", "prod-db")), "user.toml:1");
    assertThat(decide(toml, DEPLOY).word()).isEqualTo("allowed");
    assertRefused(decide(toml, DEPLOY, Caller.AGENTS), "none is about this for agents");
    assertThat(
            decide(toml, Attempts.of("status", "a").autonomy("autonomous"), Caller.AGENTS).word())
        .isEqualTo("allowed");
  }

  private static final String NOT_PROD =
      """
      [[rules]]
      hosts = ["prod-*"]
      allow = false

      [[rules]]
      hosts = ["*"]
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {"prod-db", "PROD-DB", "prod-db.", "10.0.0.5", "::1", "prod.alias.example"})
  void anAddressIsNoWayAroundARuleAboutAHost(String address) {
    assertRefused(
        decide(NOT_PROD, Attempts.of("deploy", "dev-1").at(address, null, null)), address);
  }

  @Test
  void aNumberInThePlaceOfANameIsNoWayEither() {
    for (String host : List.of("10.0.0.5", "0xa000005", "167772165", "10.5", "fe80::1")) {
      assertRefused(decide(NOT_PROD, Attempts.of("deploy", host)), "none is about this");
    }
  }

  @Test
  void theHostsOwnNameIsNoOtherAddress() {
    for (String address : List.of("dev-1", "DEV-1", "dev-1.")) {
      assertThat(decide(NOT_PROD, Attempts.of("deploy", "dev-1").at(address, null, null)).word())
          .isEqualTo("allowed");
    }
  }

  @Test
  void anAddressIsTakenWhereTheRuleNamesItOrAnotherAllowsItAsAHost() {
    String toml = SHOP + "addresses = [\"10.1.*\", \"{host}.example\"]\n";

    assertThat(decide(toml, DEPLOY.at("10.1.2.3", null, null)).word()).isEqualTo("allowed");
    assertThat(decide(toml, DEPLOY.at("web-01.example", null, null)).word()).isEqualTo("allowed");
    assertThat(decide(toml, DEPLOY.at("web-02", null, null)).word()).isEqualTo("allowed");
    assertRefused(decide(toml, DEPLOY.at("10.2.0.1", null, null)), "address 10.2.0.1 for web-01");
    assertRefused(decide(toml, DEPLOY.at("db-02.example", null, null)), "address db-02.example");
  }

  @Test
  void ofTwoRulesAboutNameAndAddressBothHaveToAllowIt() {
    String toml =
        """
        [[rules]]
        hosts = ["web-*"]
        addresses = ["*"]

        [[rules]]
        hosts = ["db-*"]
        commands = ["/opt/db"]
        verify = true
        confirm = true
        """;

    assertRefused(decide(toml, DEPLOY.at("db-01", null, null)), "command", "user.toml:5");
    assertThat(decide(toml, DEPLOY.command("/opt/db/x").at("db-01", null, null)))
        .isInstanceOfSatisfying(
            Decision.Asks.class, asks -> assertThat(asks.isSignatureNeeded()).isTrue());
  }

  @Test
  void theRegistryChoosesNoPortAndNoLoginThatARuleDoesNotName() {
    assertRefused(decide(SHOP, DEPLOY.at(null, 2222, null)), "port 2222", "it names none");
    assertRefused(decide(SHOP, DEPLOY.at(null, null, "root")), "login root", "it names none");
    assertThat(decide(SHOP, DEPLOY.overriding("me", null)).word()).isEqualTo("allowed");
    assertThat(decide(SHOP, DEPLOY.at(null, null, "root").overriding("me", null)).word())
        .isEqualTo("allowed");

    String toml = SHOP + "ports = [2222]\nlogins = [\"me\"]\n";
    assertThat(decide(toml, DEPLOY.at(null, 2222, "me")).word()).isEqualTo("allowed");
    assertRefused(decide(toml, DEPLOY.at(null, 22, "me")), "port 22", "2222");
    assertRefused(decide(toml, DEPLOY.at(null, null, "root")), "login root", "me");
    assertRefused(decide(toml, DEPLOY.overriding("root", null)), "login root");
  }

  @Test
  void flagsAreAllowedByTheFileAloneAndOnlyForTheirMethod() {
    Attempts back = DEPLOY.as("shop", "sudo", "-b -C 3");
    String toml = SHOP + "flags.sudo = [\"-b\", \"-C *\"]\n";

    assertThat(built(decide(SHOP, back), back)).isInstanceOf(Verdict.Refused.class);
    assertThat(built(decide(toml, back), back))
        .isInstanceOfSatisfying(
            Verdict.Accepted.class,
            accepted ->
                assertThat(accepted.value().toString())
                    .isEqualTo("sudo -b -C 3 -u shop /opt/shop/bin/deploy"));
  }

  @Test
  void theUsersFileOnlyNarrowsTheSystems() {
    String system = SHOP + "flags.sudo = [\"-b\"]\nconfirm = true\n";
    String user =
        "[[rules]]\nhosts = ['*']\nflags.sudo = ['-b', '-S']\nautonomy = false\nverify = true\n";
    PolicyPlace place = new PolicyPlace(folder);

    Decision decision = place.both(system, user).decide(DEPLOY.attempt(), Caller.PEOPLE);

    assertThat(decision)
        .isInstanceOfSatisfying(
            Decision.Asks.class,
            asks -> {
              assertThat(asks.isSignatureNeeded()).isTrue();
              assertThat(asks.checks().becomeMethods()).containsOnlyKeys(BecomeMethod.SUDO);
              assertThat(
                      asks.checks()
                          .becomeMethods()
                          .getOrDefault(BecomeMethod.SUDO, AllowedFlags.NONE)
                          .switches())
                  .contains("-b", "-n")
                  .doesNotContain("-S");
              assertThat(asks.reasons())
                  .extracting(Reason::where)
                  .containsExactly(folder + "/system.toml:1", folder + "/user.toml:1");
            });
    assertRefused(
        place.both(system, user).decide(Attempts.of("x", "web-01").attempt(), Caller.PEOPLE),
        "system.toml");
    assertRefused(
        place.both(user, SHOP).decide(Attempts.of("x", "web-01").attempt(), Caller.PEOPLE),
        "user.toml");
    assertRefused(place.both(SHOP, "").decide(DEPLOY.attempt(), Caller.PEOPLE), "user.toml");
  }

  @ParameterizedTest
  @CsvSource({
    "true, PEOPLE, manual, PERSON",
    "true, PEOPLE, autonomous, NONE",
    "false, AGENTS, manual, NONE",
    "true, AGENTS, confirm, YES"
  })
  void autonomyIsObeyedWhereARuleSaysSo(
      boolean isObeyed, Caller caller, String autonomy, Consent consent) {
    String toml = "[[rules]]\nhosts = ['*']\nautonomy = " + isObeyed + "\n";

    Decision decision = decide(toml, DEPLOY.autonomy(autonomy), caller);

    assertThat(decision instanceof Decision.Asks asks ? asks.consent() : Consent.NONE)
        .isEqualTo(consent);
  }

  private static Verdict<RemoteCommand> built(Decision decision, Attempts attempt) {
    return RemoteCommand.of(attempt.execution(), List.of(), ((Decision.Allowed) decision).checks());
  }
}
