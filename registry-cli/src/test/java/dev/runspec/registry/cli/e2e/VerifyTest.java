package dev.runspec.registry.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.Instance;
import dev.runspec.registry.InstanceId;
import dev.runspec.registry.Registration;
import dev.runspec.registry.SshTarget;
import dev.runspec.registry.Tool;
import dev.runspec.registry.ToolsSignature;
import dev.runspec.registry.cli.e2e.Program.Ended;
import dev.runspec.registry.cli.e2e.Program.Running;
import dev.runspec.registry.client.RegistryClient;
import dev.runspec.registry.signature.SshKeygen;
import dev.runspec.registry.signature.Statement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host that signs, a caller who verifies, and somebody else who may write to the registry. */
class VerifyTest {

  @TempDir private Path folder;
  private Estate estate;
  private Path shop;
  private SshKeygen ssh;

  @BeforeEach
  void start() throws Exception {
    estate = new Estate();
    ssh = new SshKeygen(folder);
    shop = Files.createDirectory(estate.folder().resolve("shop"));
    estate.script("deploy", "echo deployed \"$@\"\n");
    Files.writeString(
        shop.resolve("runspec.toml"),
        "[config]\nname = \"shop\"\nheartbeat = 1\n\n[deploy]\ndescription = \"Deploys\"\n");
    Files.createSymbolicLink(shop.resolve("deploy"), estate.folder().resolve("deploy"));
  }

  @AfterEach
  void stop() throws Exception {
    estate.close();
  }

  @Test
  void whatTheHostSignedIsRunAndNothingElse() throws Exception {
    try (Running agent = serve("--sign-key", estate.hosts().hostKey().toString())) {
      Instance published = estate.registry().instance();
      assertThat(published.registration().signature()).isNotNull();
      assertTakenByTheRealProgram(published.registration());
      assertThat(run("--verify", "--", "--now")).isEqualTo(new Ended(0, "deployed --now\n", ""));

      assertPoisonedIsRefused(published.registration());
      assertThat(agent.process().isAlive()).isTrue();
    }
  }

  private void assertTakenByTheRealProgram(Registration said) throws Exception {
    ToolsSignature signature = Objects.requireNonNull(said.signature());
    assertThat(
            ssh.verify(
                SshKeygen.publicKey(estate.hosts().hostKey()),
                "web-01",
                Statement.NAMESPACE,
                signature.text(),
                Statement.of(said, signature.signedAt()).text()))
        .contains("Good \"tools@runspec.dev\" signature for web-01");
  }

  /** Somebody with a key for writing, which is nobody's business here, puts other things there. */
  private void assertPoisonedIsRefused(Registration good) throws Exception {
    Path harm = estate.script("harm", "touch " + folder.resolve("harmed") + "\n");
    List<Tool> other =
        List.of(Tool.builder("deploy").description("Deploys").command(harm.toString()).build());
    ToolsSignature signature = Objects.requireNonNull(good.signature());

    poison(good.withTools(other, null));
    assertRefused("its tools are not signed");

    poison(good.withTools(other, null, signature));
    assertRefused("its signature is of something else");

    Path stranger = ssh.key("stranger", "-t", "ed25519");
    poison(signed(good.withTools(other, null), Instant.now(), stranger));
    assertRefused("it is not among the keys that are known for registry-test");

    Registration elsewhere =
        builder(good)
            .ssh(new SshTarget("db-01", null, null))
            .tools(good.tools())
            .signature(signature)
            .build();
    poison(elsewhere);
    assertRefused("its signature is of something else");

    Registration older =
        signed(good, signature.signedAt().minus(1, ChronoUnit.HOURS), estate.hosts().hostKey());
    poison(older);
    assertRefused("and a newer one was seen, of " + signature.signedAt());
    poison(good);
    assertThat(run("--verify", "--", "again").out()).isEqualTo("deployed again\n");
    assertThat(folder.resolve("harmed")).doesNotExist();
  }

  @Test
  void aFileOfAllowedSignersTakesThePlaceOfHostKeys() throws Exception {
    Path key = ssh.key("fleet", "-t", "ecdsa");
    Path signers = folder.resolve("signers");
    Files.writeString(signers, "web-* " + SshKeygen.publicKey(key) + "\n");
    try (Running agent = serve("--sign-key", key.toString())) {
      assertThat(run("--verify", "--", "a").err())
          .contains("it is not among the keys that are known for registry-test")
          .contains("; accepted: a key that your known_hosts has for web-01");
      assertThat(run("--verify", "--allowed-signers", signers.toString(), "--", "a").out())
          .isEqualTo("deployed a\n");
      Files.writeString(signers, "db-* " + SshKeygen.publicKey(key) + "\n");
      assertThat(run("--verify", "--allowed-signers", signers.toString(), "--", "a"))
          .satisfies(ended -> assertThat(ended.code()).isEqualTo(125))
          .satisfies(
              ended -> assertThat(ended.err()).contains("no line of " + signers + " allows a key"));
      assertThat(agent.process().isAlive()).isTrue();
    }
  }

  private Running serve(String... more) throws Exception {
    String[] all = new String[more.length + 3];
    all[0] = "serve";
    all[1] = "--host";
    all[2] = "web-01";
    System.arraycopy(more, 0, all, 3, more.length);
    Running agent =
        Program.in(shop).with("REGISTRY_URL", estate.registry().uri().toString()).start(all);
    agent.err().await("registered, and beating");
    return agent;
  }

  private Ended run(String... more) throws Exception {
    String[] all = new String[more.length + 4];
    System.arraycopy(new String[] {"run", "deploy", "--host", "web-01"}, 0, all, 0, 4);
    System.arraycopy(more, 0, all, 4, more.length);
    return estate.program().with("XDG_STATE_HOME", folder.resolve("state").toString()).run(all);
  }

  private void assertRefused(String why) throws Exception {
    Ended ended = run("--verify", "--", "x");
    assertThat(ended.err())
        .startsWith("registry-cli: refused to run deploy: signature of shop on web-01: ")
        .contains(why);
    assertThat(ended.err().lines()).hasSize(1);
    assertThat(ended.code()).isEqualTo(125);
    assertThat(ended.out()).isEmpty();
  }

  private void poison(Registration said) {
    try (RegistryClient stranger = RegistryClient.builder(estate.registry().uri()).build()) {
      assertThat(stranger.register(said).revision()).isPositive();
      assertThat(stranger.instance(new InstanceId(said.id().value()))).isPresent();
    }
  }

  private static Registration.Builder builder(Registration said) {
    return Registration.builder(said.id().value(), said.name(), said.version(), said.host().value())
        .labels(Map.copyOf(said.labels()));
  }

  private Registration signed(Registration said, Instant at, Path key) {
    Instant second = at.truncatedTo(ChronoUnit.SECONDS);
    String message = Statement.of(said, second).text();
    return said.signed(new ToolsSignature(second, ssh.sign(key, Statement.NAMESPACE, message)));
  }
}
