package dev.runspec.registry.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.InstanceState;
import dev.runspec.registry.Ports;
import dev.runspec.registry.cli.e2e.Program.Running;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code serve} while its registry is away. */
class ServeOutageTest {

  private static final String LIVE = "registered, and beating\n";

  @TempDir private Path folder;
  @TempDir private Path data;
  private int port;

  @BeforeEach
  void prepare() throws Exception {
    port = Ports.free();
    Samples.shop(folder, "registry = \"http://127.0.0.1:" + port + "\"");
  }

  @Test
  void aRegistryThatIsNotThereYetIsWaitedFor() throws Exception {
    try (Running agent = Program.in(folder).start("serve")) {
      agent.err().await("not registered yet, trying again: ");
      assertThat(agent.err().text()).contains("is the registry running there?");
      try (LiveRegistry registry = LiveRegistry.startIn(data, port)) {
        agent.err().await(LIVE);

        assertThat(registry.instance().state()).isEqualTo(InstanceState.LIVE);
        assertThat(registry.client().tools()).hasSize(1);
      }
    }
  }

  @Test
  void aRestartOfTheRegistryIsSurvivedUnderTheSameId() throws Exception {
    try (Running agent = Program.in(folder).start("serve")) {
      String id;
      try (LiveRegistry before = LiveRegistry.startIn(data, port)) {
        agent.err().await(LIVE);
        id = before.instance().id().value();
      }
      agent.err().await("lost the registry, trying again: ");
      try (LiveRegistry after = LiveRegistry.startIn(data, port)) {
        agent.err().await(LIVE, 2);
        Instant heard = after.instance().lastSeen();
        after.await(instance -> instance.lastSeen().isAfter(heard));

        assertThat(after.instance().id().value()).isEqualTo(id);
        assertThat(after.instance().state()).isEqualTo(InstanceState.LIVE);
        assertThat(after.client().tools()).hasSize(1);
        agent.signal("TERM");
        assertThat(agent.ended().code()).isZero();
        assertThat(after.instance().state()).isEqualTo(InstanceState.GONE);
      }
    }
  }

  @Test
  void aRegistryThatForgotEverythingIsToldAgain(@TempDir Path empty) throws Exception {
    try (Running agent = Program.in(folder).start("serve")) {
      try (LiveRegistry before = LiveRegistry.startIn(data, port)) {
        agent.err().await(LIVE);
        assertThat(before.client().tools()).hasSize(1);
      }
      agent.err().await("lost the registry, trying again: ");
      try (LiveRegistry after = LiveRegistry.startIn(empty, port)) {
        agent.err().await(LIVE, 2);

        assertThat(after.instance().state()).isEqualTo(InstanceState.LIVE);
        assertThat(after.client().tools()).hasSize(1);
      }
    }
  }
}
