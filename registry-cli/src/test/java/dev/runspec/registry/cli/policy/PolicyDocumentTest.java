package dev.runspec.registry.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of {@code docs/policy.md} does what is said of it. */
class PolicyDocumentTest {

  @TempDir private Path folder;

  private Policy policy;

  @BeforeEach
  void read() throws IOException {
    Matcher block =
        Pattern.compile("```toml\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("..", "docs", "policy.md")));
    assertThat(block.find()).isTrue();
    policy = new PolicyPlace(folder).users(block.group(1));
  }

  private String word(Attempts attempt, Caller caller) {
    return policy.decide(attempt.attempt(), caller).word();
  }

  @Test
  void decidesAsItIsTold() {
    Attempts deploy = Attempts.of("deploy", "web-01").as("shop", null, null);
    assertThat(word(deploy, Caller.PEOPLE)).isEqualTo("allowed");
    assertThat(word(deploy.command("/opt/shop/bin-evil/deploy"), Caller.PEOPLE))
        .isEqualTo("refused");
    assertThat(word(deploy, Caller.AGENTS)).isEqualTo("refused");
    assertThat(word(Attempts.of("status", "web-01").autonomy("autonomous"), Caller.AGENTS))
        .isEqualTo("allowed");

    Attempts production = Attempts.of("deploy", "prod-01").as("shop", null, null);
    assertThat(policy.decide(production.attempt(), Caller.PEOPLE))
        .isInstanceOfSatisfying(
            Decision.Asks.class, asks -> assertThat(asks.isSignatureNeeded()).isTrue());
    assertThat(word(production, Caller.AGENTS)).isEqualTo("refused");
    assertThat(word(Attempts.of("drop", "prod-01"), Caller.PEOPLE)).isEqualTo("refused");
    assertThat(word(deploy.at("10.1.0.7", null, null), Caller.PEOPLE)).isEqualTo("allowed");
    assertThat(word(deploy.at("prod-01", null, null), Caller.PEOPLE)).isEqualTo("asks");
    assertThat(word(deploy.at("10.2.0.7", null, null), Caller.PEOPLE)).isEqualTo("refused");
    assertThat(word(deploy.at(null, null, "root"), Caller.PEOPLE)).isEqualTo("refused");
  }

  @Test
  void everyMemberIsDescribed() throws IOException {
    String text = Files.readString(Path.of("..", "docs", "policy.md"));

    assertThat(RuleReader.MEMBERS).allSatisfy(member -> assertThat(text).contains("`" + member));
  }
}
