package dev.runspec.registry.cli.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.Autonomy;
import dev.runspec.registry.Execution;
import dev.runspec.registry.HostName;
import dev.runspec.registry.Instance;
import dev.runspec.registry.InstanceState;
import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.Registration;
import dev.runspec.registry.SshTarget;
import dev.runspec.registry.Tool;
import dev.runspec.registry.ToolGroup;
import dev.runspec.registry.ToolHost;
import dev.runspec.registry.ToolName;
import dev.runspec.registry.ToolsSignature;
import dev.runspec.registry.cli.run.Attempt;
import dev.runspec.registry.cli.run.Witness.Testimony;
import dev.runspec.registry.cli.ssh.SshCommand;
import dev.runspec.registry.command.SshOverrides;
import dev.runspec.registry.signature.SshKeygen;
import dev.runspec.registry.signature.Statement;
import dev.runspec.registry.signature.Verifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is believed of a registry that says whatever it likes. */
class SignatureWitnessTest {

  private static final Instant NOW = Instant.parse("2027-03-01T12:00:00Z");
  private static final Tool DEPLOY =
      Tool.builder("deploy")
          .description("Deploys")
          .member("x-autonomy", new JsonDocument("\"manual\""))
          .command("/bin/deploy")
          .runAs("shop")
          .build();

  @TempDir private Path folder;
  private SshKeygen ssh;
  private Path key;
  private Path knownHosts;
  private Path config;

  @BeforeEach
  void prepare() throws Exception {
    ssh = new SshKeygen(folder);
    key = ssh.key("host_key", "-t", "ed25519");
    knownHosts = folder.resolve("known hosts");
    config = folder.resolve("config");
    configure("");
  }

  private void configure(String first) throws Exception {
    Files.writeString(
        config,
        first
            + "\nHost *\n  UserKnownHostsFile \""
            + knownHosts
            + "\"\n  GlobalKnownHostsFile /dev/null\n");
  }

  private void know(String names) throws Exception {
    Files.writeString(knownHosts, names + " " + SshKeygen.publicKey(key) + "\n");
  }

  private static Registration.Builder agent() {
    return Registration.builder("a1", "shop", "1", "web-01")
        .labels(Map.of("env", "prod"))
        .tools(List.of(DEPLOY));
  }

  private Registration signed(Registration.Builder agent) {
    return signed(agent, NOW);
  }

  private Registration signed(Registration.Builder agent, Instant at) {
    Registration said = agent.build();
    String message = Statement.of(said, at).text();
    return said.signed(new ToolsSignature(at, ssh.sign(key, Statement.NAMESPACE, message)));
  }

  /** As a registry that lies would give the tool out. */
  private static Attempt asked(String host) {
    return new Attempt(
        new ToolGroup(
            new ToolName("deploy"),
            "Harmless",
            JsonDocument.EMPTY_OBJECT,
            List.of(),
            List.of(),
            Map.of("x-autonomy", new JsonDocument("\"autonomous\""))),
        new ToolHost(
            new HostName(host),
            new Execution("/bin/harm", null, null, null),
            "a1",
            "shop",
            "1",
            Map.of("env", "test"),
            new SshTarget("evil", 22, "root"),
            "no-hash"),
        List.of("--now"),
        SshOverrides.NONE);
  }

  private Testimony testimony(Registration said) {
    return testimony(said, asked("web-01"), List.of());
  }

  private Testimony testimony(Registration said, Attempt attempt, List<String> labels) {
    InstanceSource source = new InstanceSource(said);
    return new SignatureWitness(
            id -> source.instance(),
            new Verifier(InstantSource.fixed(NOW), null),
            InstantSource.fixed(NOW),
            null,
            labels,
            Map.of(
                SshCommand.CONFIG_VARIABLE,
                config.toString(),
                "XDG_STATE_HOME",
                folder.resolve("state").toString(),
                "HOME",
                folder.toString()))
        .of(attempt);
  }

  private record InstanceSource(Registration said) {
    Optional<Instance> instance() {
      return Optional.of(
          new Instance(said, InstanceState.LIVE, true, NOW, NOW, NOW, NOW, NOW, null));
    }
  }

  private String refusal(Registration said) {
    return message(testimony(said));
  }

  private static String message(Testimony testimony) {
    return ((Testimony.Denied) testimony).refusal().message();
  }

  @Test
  void allThatIsRunIsFromTheSignedList() throws Exception {
    know("web-01");

    assertThat(testimony(signed(agent())))
        .isInstanceOfSatisfying(
            Testimony.Given.class,
            given -> {
              Attempt attempt = given.attempt();
              assertThat(attempt.place().execution()).isEqualTo(DEPLOY.execution());
              assertThat(attempt.place().ssh()).isNull();
              assertThat(attempt.place().labels()).isEqualTo(Map.of("env", "prod"));
              assertThat(attempt.place().schemaHash()).isEqualTo(DEPLOY.definition().hash());
              assertThat(attempt.group().description()).isEqualTo("Deploys");
              assertThat(attempt.group().autonomy()).isEqualTo(Autonomy.MANUAL);
              assertThat(attempt.group().name()).isEqualTo(new ToolName("deploy"));
              assertThat(attempt.arguments()).containsExactly("--now");
            });
  }

  @Test
  void theKeyMustBeKnownUnderTheNameThatSshLooksUp() throws Exception {
    know("web-02");
    assertThat(refusal(signed(agent()))).contains("no key is known for web-01");

    configure("Host web-01\n  HostName web-02\n");
    assertThat(testimony(signed(agent()))).isInstanceOf(Testimony.Given.class);

    configure("Host web-01\n  Port 2222\n");
    know("web-01");
    assertThat(refusal(signed(agent()))).contains("no key is known for [web-01]:2222");

    configure("Host web-01\n  Port 2222\n  HostKeyAlias alias\n");
    know("alias");
    assertThat(testimony(signed(agent()))).isInstanceOf(Testimony.Given.class);
  }

  @Test
  void aPortIsTheHostsOwnWord() throws Exception {
    Registration.Builder agent = agent().ssh(new SshTarget(null, 2222, null));

    know("web-01");
    assertThat(refusal(signed(agent))).contains("no key is known for [web-01]:2222");
    know("[web-01]:2222");
    assertThat(testimony(signed(agent))).isInstanceOf(Testimony.Given.class);
  }

  @Test
  void aHostThatIsElsewhereIsKnownUnderBothNames() throws Exception {
    Registration.Builder agent = agent().ssh(new SshTarget("10.0.0.7", 2222, null));

    know("[10.0.0.7]:2222");
    assertThat(refusal(signed(agent))).contains("no key is known for web-01");
    know("web-01");
    assertThat(refusal(signed(agent))).contains("no key is known for [10.0.0.7]:2222");
    know("web-01,[10.0.0.7]:2222");
    assertThat(testimony(signed(agent))).isInstanceOf(Testimony.Given.class);
  }

  @Test
  void aRevokedKeyIsRefused() throws Exception {
    know("web-01");
    Path revoked = folder.resolve("revoked");
    configure("RevokedHostKeys " + revoked + "\n");
    Files.writeString(revoked, SshKeygen.publicKey(key) + " lost\n");

    assertThat(refusal(signed(agent()))).contains("which is revoked (" + revoked + ":1)");
  }

  @Test
  void anotherInstanceOrHostIsRefused() throws Exception {
    know("web-*");

    assertThat(refusal(signed(Registration.builder("a1", "till", "1", "web-01").tools(List.of()))))
        .contains("the registry gives out that of till on web-01 for it");
    assertThat(refusal(signed(Registration.builder("a1", "shop", "1", "web-02").tools(List.of()))))
        .contains("the registry gives out that of shop on web-02 for it");
  }

  @Test
  void labelsAreTheHostsOwnWord() throws Exception {
    know("web-01");
    Registration said = signed(agent());

    assertThat(testimony(said, asked("web-01"), List.of("env=prod", "env")))
        .isInstanceOf(Testimony.Given.class);
    assertThat(message(testimony(said, asked("web-01"), List.of("env=test"))))
        .contains("the registry selected it for the label env=test, which it has not signed");
    assertThat(message(testimony(said, asked("web-01"), List.of("zone"))))
        .contains("the registry selected it for the label zone, which it has not signed");
  }

  @Test
  void aToolThatIsNotInTheListIsRefused() throws Exception {
    know("web-01");
    Registration.Builder other = agent().tools(List.of(Tool.builder("status").build()));

    assertThat(refusal(signed(other))).contains("the host signed no such tool");
    assertThat(refusal(signed(agent().tools(List.of(DEPLOY, DEPLOY)))))
        .contains("the host signed no such tool");
  }

  @Test
  void anOlderOneIsRefusedOnceANewerOneWasSeen() throws Exception {
    know("web-01");
    Registration old = signed(agent(), NOW.minusSeconds(60));

    assertThat(testimony(old)).isInstanceOf(Testimony.Given.class);
    assertThat(testimony(signed(agent()))).isInstanceOf(Testimony.Given.class);
    assertThat(refusal(old))
        .contains("a newer one was seen, of 2027-03-01T12:00:00Z")
        .contains("remove its line from " + folder.resolve("state/runspec/seen-signatures"));
  }

  @Test
  void whatIsNotSignedIsToldHowToSign() throws Exception {
    know("web-01");

    assertThat(refusal(agent().build()))
        .isEqualTo(
            "signature of shop on web-01: its tools are not signed; accepted: tools that their"
                + " host signs: there, registry-cli serve as a user who can read the host key, or"
                + " with --sign-key FILE");
  }
}
