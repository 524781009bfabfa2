package dev.runspec.registry.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.cli.e2e.Program.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which registry {@code serve} speaks to, and with which key. */
class ServeChoiceTest {

  private static final String KEY = "a-key-that-nobody-sees";

  private static LiveRegistry ofTheFile;
  private static LiveRegistry ofTheVariable;
  private static LiveRegistry ofTheFlag;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    ofTheFile = LiveRegistry.start();
    ofTheVariable = LiveRegistry.start();
    ofTheFlag = LiveRegistry.start();
  }

  @AfterAll
  static void stop() {
    ofTheFile.close();
    ofTheVariable.close();
    ofTheFlag.close();
  }

  @Test
  void theFileSaysWhereUnlessTheVariableDoesUnlessTheFlagDoes() throws Exception {
    Samples.shop(folder, "registry = \"" + ofTheFile.uri() + "\"");
    String flag = ofTheFlag.uri().toString();

    try (Running one = live(Program.in(folder), "serve");
        Running two = live(withVariable(), "serve");
        Running three = live(withVariable(), "serve", "--registry", flag)) {
      assertThat(pidIn(ofTheFile)).contains(":" + one.process().pid() + ",");
      assertThat(pidIn(ofTheVariable)).contains(":" + two.process().pid() + ",");
      assertThat(pidIn(ofTheFlag)).contains(":" + three.process().pid() + ",");
    }
  }

  @Test
  void aVariableThatIsEmptyIsNone() throws Exception {
    Samples.shop(folder, "registry = \"" + ofTheFile.uri() + "\"");
    try (Running agent = Program.in(folder).with("REGISTRY_URL", "").start("serve")) {
      agent.err().await("to " + ofTheFile.uri());
    }
  }

  @Test
  void theKeyComesFromTheEnvironmentAFileOrTheInputAndIsNeverSeen() throws Exception {
    Path file = Files.writeString(folder.resolve("key"), KEY + "\n");
    try (LiveRegistry keyed = LiveRegistry.start("--api-key", KEY)) {
      Samples.shop(folder, "registry = \"" + keyed.uri() + "\"");
      assertHiddenKey(keyed, file);
    }
  }

  private void assertHiddenKey(LiveRegistry keyed, Path file) throws Exception {
    try (Running one = Program.in(folder).with("REGISTRY_API_KEY", KEY).start("serve");
        Running two = Program.in(folder).start("serve", "--registry-key-file", file.toString());
        Running three = Program.in(folder).piped().start("serve", "--registry-key-file", "-")) {
      three.type(KEY + "\n");
      for (Running agent : new Running[] {one, two, three}) {
        agent.err().await("registered, and beating");
        assertThat(agent.commandLine()).contains("serve").doesNotContain(KEY);
        agent.signal("TERM");
        Program.Ended ended = agent.ended();
        assertThat(ended.code()).isZero();
        assertThat(ended.out() + ended.err()).doesNotContain(KEY);
      }
      assertThat(keyed.instances()).hasSize(3);
    }
  }

  private Program withVariable() {
    return Program.in(folder).with("REGISTRY_URL", ofTheVariable.uri().toString());
  }

  private static Running live(Program program, String... arguments)
      throws IOException, InterruptedException {
    Running agent = program.start(arguments);
    agent.err().await("registered, and beating");
    return agent;
  }

  private static String pidIn(LiveRegistry registry) {
    registry.await(instance -> instance.system() != null);
    return String.valueOf(registry.instance().system());
  }
}
