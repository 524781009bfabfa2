package dev.runspec.registry.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.HandClock;
import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.Registration;
import dev.runspec.registry.SshTarget;
import dev.runspec.registry.Tool;
import dev.runspec.registry.ToolsHash;
import dev.runspec.registry.ToolsSignature;
import dev.runspec.registry.json.RegistrationJson;
import dev.runspec.registry.json.ToolJson;
import dev.runspec.registry.signature.Verification.Reason;
import dev.runspec.registry.signature.Verification.Refused;
import dev.runspec.registry.signature.Verification.Verified;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Everything that somebody could change on the way from a host to a caller. */
class VerifierTest {

  private static final Tool DEPLOY =
      Tool.builder("deploy").description("Deploys").command("/bin/deploy").runAs("shop").build();
  private static final Tool STATUS = Tool.builder("status").command("/bin/status").build();

  private final HandClock clock = new HandClock(Instant.parse("2027-03-01T12:00:00Z"));
  private final Verifier verifier = new Verifier(clock, null);
  private TestKey key;
  private KeyTrust trust;

  @BeforeEach
  void makeKey() throws Exception {
    key = TestKey.of("ssh-ed25519");
    trust = KnownHosts.parse("known_hosts", "web-01 " + key.line()).under(List.of("web-01"));
  }

  private static Registration.Builder agent() {
    return Registration.builder("a1", "shop", "1", "web-01")
        .labels(Map.of("env", "prod"))
        .ssh(new SshTarget("10.0.0.7", 2222, "ops"))
        .tools(List.of(DEPLOY, STATUS));
  }

  private Registration signed(Registration agent, Instant at) throws Exception {
    return signed(agent, at, key);
  }

  private static Registration signed(Registration agent, Instant at, TestKey by) throws Exception {
    byte[] message = Statement.of(agent, at).utf8();
    return agent.signed(new ToolsSignature(at, by.sign(message).armoured()));
  }

  private Registration signed() throws Exception {
    return signed(agent().build(), clock.instant());
  }

  private Reason reason(Registration said) {
    return ((Refused) verifier.verify(said, trust)).reason();
  }

  @Test
  void whatTheHostSaidIsBelieved() throws Exception {
    assertThat(verifier.verify(signed(), trust))
        .isInstanceOfSatisfying(
            Verified.class,
            verified -> {
              assertThat(verified.by()).isEqualTo("known_hosts:1");
              assertThat(verified.key().type()).isEqualTo("ssh-ed25519");
              assertThat(verified.statement().text())
                  .isEqualTo(
                      "runspec tools 1\nhost \"web-01\"\nagent \"shop\"\nsigned-at "
                          + clock.instant().getEpochSecond()
                          + "\ntools sha256:"
                          + ToolsHash.of(List.of(DEPLOY, STATUS))
                          + "\nssh-address \"10.0.0.7\"\nssh-port 2222\nssh-user \"ops\"\nlabel"
                          + " \"env\" \"prod\"\n");
            });
  }

  @Test
  void whatSurvivesTheWireIsBelieved() throws Exception {
    String odd =
        "{ \"x-command\" : \"\\/bin\\u002fx\", \"name\":\"t\\u00e9\\ud83d\\ude80\\u2028\","
            + "\n\"n\":[1e-07, 18446744073709551617,1.0, -0 ] , \"c\":\"\\u001f\\u007f\" }";
    Tool third = ToolJson.read(odd.getBytes(StandardCharsets.UTF_8));
    Registration sent = signed(agent().tools(List.of(third)).build(), clock.instant());

    Registration read = RegistrationJson.read(RegistrationJson.write(sent));

    assertThat(third.document().text()).startsWith("{\"x-command\":\"/bin/x\",\"name\":\"té");
    assertThat(verifier.verify(read, trust)).isInstanceOf(Verified.class);
  }

  @Test
  void nothingThatIsSignedMayChange() throws Exception {
    Registration good = signed();
    ToolsSignature signature = Objects.requireNonNull(good.signature());
    Tool other = Tool.builder("status").command("/bin/sh").build();
    Tool renamed = Tool.builder("Status").command("/bin/status").build();
    Tool extended =
        Tool.builder("status")
            .member("x-autonomy", new JsonDocument("\"autonomous\""))
            .command("/bin/status")
            .build();
    Tool turned =
        ToolJson.read(
            ("{\"x-command\":\"/bin/status\"," + STATUS.definition().document().text().substring(1))
                .getBytes(StandardCharsets.UTF_8));
    assertThat(turned.execution()).isEqualTo(STATUS.execution());
    List<Registration.Builder> changed =
        List.of(
            agent().tools(List.of(DEPLOY, other)),
            agent().tools(List.of(DEPLOY, renamed)),
            agent().tools(List.of(DEPLOY, extended)),
            agent().tools(List.of(DEPLOY, turned)),
            agent().tools(List.of(STATUS, DEPLOY)),
            agent().tools(List.of(DEPLOY)),
            agent().tools(List.of()),
            agent().tools(List.of(DEPLOY, STATUS, STATUS)),
            agent().ssh(null),
            agent().ssh(new SshTarget("10.0.0.8", 2222, "ops")),
            agent().ssh(new SshTarget("10.0.0.7", null, "ops")),
            agent().ssh(new SshTarget("10.0.0.7", 2222, "root")),
            agent().labels(Map.of()),
            agent().labels(Map.of("env", "test")),
            agent().labels(Map.of("env", "prod", "more", "")),
            Registration.builder("a1", "shop2", "1", "web-01")
                .labels(Map.of("env", "prod"))
                .ssh(new SshTarget("10.0.0.7", 2222, "ops"))
                .tools(List.of(DEPLOY, STATUS)),
            Registration.builder("a1", "shop", "1", "web-02")
                .labels(Map.of("env", "prod"))
                .ssh(new SshTarget("10.0.0.7", 2222, "ops"))
                .tools(List.of(DEPLOY, STATUS)));
    for (Registration.Builder each : changed) {
      Registration said = each.signature(signature).build();
      assertThat(reason(said)).as(said.toString()).isEqualTo(Reason.NOT_WHAT_WAS_SIGNED);
    }
    ToolsSignature later = new ToolsSignature(clock.instant().plusSeconds(1), signature.text());
    assertThat(reason(agent().signature(later).build())).isEqualTo(Reason.NOT_WHAT_WAS_SIGNED);
    assertThat(verifier.verify(good, trust)).isInstanceOf(Verified.class);
  }

  @Test
  void whatIsNotSignedMayChange() throws Exception {
    Registration good = signed();
    Registration moved =
        Registration.builder("a2", "shop", "2", "web-01")
            .heartbeatInterval(Duration.ofSeconds(7))
            .toolsHash("whatever")
            .labels(good.labels())
            .ssh(good.ssh())
            .tools(good.tools())
            .signature(good.signature())
            .build();

    assertThat(verifier.verify(moved, trust)).isInstanceOf(Verified.class);
  }

  @Test
  void aHostileTextMakesNoLineOfItsOwn() {
    Statement plain = Statement.of(agent().build(), Instant.EPOCH);
    Registration hostile =
        Registration.builder("a1", "shop\"\nsigned-at 7", "1", "web-01\nagent \"shop\"")
            .labels(Map.of("a\" \"b", "c\nlabel"))
            .ssh(new SshTarget("x\r\n", null, null))
            .tools(List.of())
            .build();

    assertThat(Statement.of(hostile, Instant.EPOCH).text().lines()).hasSize(7);
    assertThat(plain.text().lines()).hasSize(9);
  }

  @Test
  void anotherKeyIsNotBelieved() throws Exception {
    TestKey other = TestKey.of("ssh-ed25519");
    Registration forged = signed(agent().build(), clock.instant(), other);

    assertThat(reason(forged)).isEqualTo(Reason.UNTRUSTED_KEY);
    KeyTrust revoking =
        KnownHosts.parse(
                "known_hosts", "web-01 " + key.line() + "\n@revoked * " + key.line() + "\n")
            .under(List.of("web-01"));
    assertThat(((Refused) verifier.verify(signed(), revoking)).reason())
        .isEqualTo(Reason.REVOKED_KEY);
    KeyTrust elsewhere =
        KnownHosts.parse("known_hosts", "web-02 " + key.line()).under(List.of("web-01"));
    assertThat(((Refused) verifier.verify(signed(), elsewhere)).reason())
        .isEqualTo(Reason.UNTRUSTED_KEY);
  }

  @Test
  void aTrustedKeyOnAnothersSignatureIsNotBelieved() throws Exception {
    byte[] message = Statement.of(agent().build(), clock.instant()).utf8();
    TestSignature ours = key.sign(message);
    TestSignature theirs = TestKey.of("ssh-ed25519").sign(message);
    String mixed = theirs.with(t -> t.key = ours.key).armoured();

    assertThat(reason(agent().signature(new ToolsSignature(clock.instant(), mixed)).build()))
        .isEqualTo(Reason.NOT_WHAT_WAS_SIGNED);
  }

  @Test
  void whatIsNoSignatureOfOursIsRefused() throws Exception {
    TestSignature good = key.sign(Statement.of(agent().build(), clock.instant()).utf8());

    assertThat(reason(agent().build())).isEqualTo(Reason.UNSIGNED);
    assertThat(reason(agent().signature(at(clock.instant(), "x")).build()))
        .isEqualTo(Reason.MALFORMED);
    assertThat(
            reason(
                agent()
                    .signature(at(clock.instant(), good.with(t -> t.namespace = "file").armoured()))
                    .build()))
        .isEqualTo(Reason.OTHER_NAMESPACE);
    assertThat(
            reason(
                agent()
                    .signature(at(clock.instant(), good.with(t -> t.signature[4] ^= 1).armoured()))
                    .build()))
        .isEqualTo(Reason.MALFORMED);
  }

  private static ToolsSignature at(Instant time, String text) {
    return new ToolsSignature(time, text);
  }

  @Test
  void timeIsLookedAt() throws Exception {
    Instant now = clock.instant();
    Verifier strict = new Verifier(clock, Duration.ofDays(2));

    assertThat(reason(signed(agent().build(), now.plusSeconds(301))))
        .isEqualTo(Reason.FROM_THE_FUTURE);
    assertThat(verifier.verify(signed(agent().build(), now.plusSeconds(300)), trust))
        .isInstanceOf(Verified.class);
    Registration old = signed(agent().build(), now.minus(Duration.ofDays(2)));
    assertThat(strict.verify(old, trust)).isInstanceOf(Verified.class);
    clock.advance(Duration.ofNanos(1));
    assertThat(((Refused) strict.verify(old, trust)).reason()).isEqualTo(Reason.TOO_OLD);
    assertThat(verifier.verify(old, trust)).isInstanceOf(Verified.class);
  }
}
