package dev.runspec.registry.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.Registration;
import dev.runspec.registry.Tool;
import dev.runspec.registry.cli.e2e.Program.Ended;
import dev.runspec.registry.cli.e2e.Program.Running;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A policy that wants signatures has them looked at, whatever was typed. */
class SignedPolicyTest {

  @TempDir private Path folder;

  @Test
  void whatThePolicyWantsSignedRunsSignedAlone() throws Exception {
    Files.writeString(
        folder.resolve("policy.toml"), "[[rules]]\nhosts = [\"web-*\"]\nverify = true\n");
    try (Estate estate = new Estate()) {
      Path shop = Files.createDirectory(estate.folder().resolve("shop"));
      Files.createSymbolicLink(shop.resolve("deploy"), estate.script("deploy", "echo deployed\n"));
      Samples.shop(shop, "");
      try (Running agent =
          Program.in(shop)
              .with("REGISTRY_URL", estate.registry().uri().toString())
              .start("serve", "--host=web-01", "--sign-key", "" + estate.hosts().hostKey())) {
        agent.err().await("registered, and beating");

        assertThat(run(estate, "run")).isEqualTo(new Ended(0, "deployed\n", ""));
        assertThat(run(estate, "explain").out()).contains("signature   verified\n");
        assertThat(run(estate, "run", "--no-host-key-check").err())
            .contains("the policy wants a signature of the host, and nobody looks for one here");

        poison(estate, estate.registry().instance().registration());
        Ended refused = run(estate, "run");
        assertThat(refused.code()).isEqualTo(125);
        assertThat(refused.err()).contains("signature of shop on web-01: its tools are not signed");
        Ended explained = run(estate, "explain");
        assertThat(explained.code()).isEqualTo(1);
        assertThat(explained.out())
            .contains("signature   signature of shop on web-01: its tools are not signed")
            .doesNotContain("BatchMode");
      }
    }
  }

  private static void poison(Estate estate, Registration good) {
    Tool evil = Tool.builder("deploy").command("/bin/echo").build();
    assertThat(estate.registry().client().register(good.withTools(List.of(evil), null)).revision())
        .isPositive();
  }

  private Ended run(Estate estate, String command, String... more) throws Exception {
    String[] all = new String[more.length + 4];
    System.arraycopy(new String[] {command, "deploy", "--host", "web-01"}, 0, all, 0, 4);
    System.arraycopy(more, 0, all, 4, more.length);
    return estate
        .program()
        .with("XDG_STATE_HOME", folder.resolve("state").toString())
        .with("REGISTRY_POLICY", folder.resolve("policy.toml").toString())
        .run(all);
  }
}
