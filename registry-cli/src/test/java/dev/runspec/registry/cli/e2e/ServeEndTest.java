package dev.runspec.registry.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.InstanceState;
import dev.runspec.registry.Ports;
import dev.runspec.registry.cli.e2e.Program.Ended;
import dev.runspec.registry.cli.e2e.Program.Running;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What ends {@code serve}, and what does not. */
class ServeEndTest {

  private static final String KEY = "a-key-that-nobody-sees";

  @TempDir private Path folder;
  private LiveRegistry registry;

  @BeforeEach
  void start() throws Exception {
    registry = LiveRegistry.start("--api-key", KEY);
    Samples.shop(folder, "");
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT", "HUP"})
  void aSignalDeregistersAndTheExitIsZero(String signal) throws Exception {
    try (Running agent = live(program())) {
      agent.signal(signal);

      assertDeregistered(agent);
    }
  }

  @Test
  void theEndOfAPipedInputDeregisters() throws Exception {
    try (Running agent = live(program().piped())) {
      assertStays(agent);

      agent.endInput();

      assertDeregistered(agent);
    }
  }

  @Test
  void whatIsNoMessageByAPipedInputIsAnsweredAndEndsNothing() throws Exception {
    try (Running agent = live(program().piped())) {
      agent.type("stop\n\u0003");
      agent.out().await("\"code\":-32700");
      assertStays(agent);

      agent.endInput();

      assertThat(agent.ended().code()).isZero();
      assertThat(registry.instance().state()).isEqualTo(InstanceState.GONE);
    }
  }

  @Test
  void anInputThatIsDevNullEndsNothing() throws Exception {
    try (Running agent = live(program())) {
      assertStays(agent);
    }
  }

  @Test
  void anInputThatIsAFileEndsNothing() throws Exception {
    Path file = Files.writeString(folder.resolve("input"), "line\n");
    try (Running agent = live(program().reading(file))) {
      assertStays(agent);
    }
  }

  @Test
  void anInputThatBringsTheKeyEndsNothing() throws Exception {
    Program program = Program.in(folder).with("REGISTRY_URL", registry.uri().toString()).piped();
    try (Running agent = program.start("serve", "--registry-key-file", "-")) {
      agent.type(KEY + "\n");
      agent.endInput();
      agent.err().await("registered, and beating");

      assertStays(agent);
      agent.signal("TERM");
      assertDeregistered(agent);
    }
  }

  @Test
  void aSignalBeforeTheRegistryWasReachedEndsItTooAndClaimsNothing() throws Exception {
    Program nobody = Program.in(folder).with("REGISTRY_URL", "http://127.0.0.1:" + Ports.free());
    try (Running agent = nobody.start("serve")) {
      agent.err().await("not registered yet, trying again: ");
      agent.signal("TERM");

      Ended ended = agent.ended();
      assertThat(ended.code()).isZero();
      assertThat(ended.err()).contains("ended, but not deregistered: ");
    }
  }

  private Program program() {
    return Program.in(folder)
        .with("REGISTRY_URL", registry.uri().toString())
        .with("REGISTRY_API_KEY", KEY);
  }

  private static Running live(Program program) throws Exception {
    Running agent = program.start("serve");
    agent.err().await("registered, and beating");
    return agent;
  }

  /** It beats, and beats again: long after the end of its input was there to be read. */
  private void assertStays(Running agent) {
    for (int beat = 1; beat <= 2; beat++) {
      Instant last = registry.instance().lastSeen();
      registry.await(instance -> instance.lastSeen().isAfter(last));
    }
    assertThat(registry.instance().state()).isEqualTo(InstanceState.LIVE);
    assertThat(agent.process().isAlive()).isTrue();
  }

  private void assertDeregistered(Running agent) throws InterruptedException {
    Ended ended = agent.ended();
    assertThat(ended.code()).isZero();
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).endsWith("registry-cli: deregistered\n");
    assertThat(registry.instance().state()).isEqualTo(InstanceState.GONE);
  }
}
