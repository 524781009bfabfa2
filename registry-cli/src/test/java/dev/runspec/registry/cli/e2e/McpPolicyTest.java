package dev.runspec.registry.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.JsonDocument;
import dev.runspec.registry.cli.e2e.Program.Ended;
import dev.runspec.registry.mcp.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code mcp} does not run, whatever a model asks for. */
class McpPolicyTest {

  @TempDir private Path folder;
  private static Estate estate;

  @BeforeAll
  static void start() throws IOException {
    estate = new Estate();
    Path script = estate.script("said", "echo ran\n");
    for (String level : new String[] {"autonomous", "confirm"}) {
      Entry.of("web-01", level, script.toString())
          .with("x-autonomy", level)
          .registerIn(estate.registry(), level);
    }
  }

  @AfterAll
  static void stop() throws IOException {
    estate.close();
  }

  private Program with(String policy) throws IOException {
    Path file = folder.resolve("mcp-policy.toml");
    write(policy);
    return estate.program().with("REGISTRY_POLICY", file.toString()).piped();
  }

  private void write(String policy) throws IOException {
    Files.writeString(folder.resolve("mcp-policy.toml"), policy);
  }

  private static String said(ModelClient client, String tool) throws Exception {
    Map<String, JsonDocument> result = client.call(tool, new JsonObject());
    return ModelClient.text(result);
  }

  @Test
  void aYesThatIsWantedIsGivenWhereTheHostOfTheModelWasToldToAsk() throws Exception {
    try (ModelClient client =
        ModelClient.stateless(with("[[rules]]\nhosts = [\"*\"]\nconfirm = true\n").start("mcp"))) {
      assertThat(said(client, "confirm")).isEqualTo("ran\n");
      assertThat(said(client, "autonomous"))
          .contains("refused to run autonomous on web-01", "nobody is there to be asked");
    }
  }

  @Test
  void thePolicyHoldsForAgentsAsItIsAtTheCall() throws Exception {
    Program program = with("[[rules]]\nhosts = [\"*\"]\ncallers = [\"people\"]\n");
    try (ModelClient client = ModelClient.stateless(program.start("mcp"))) {
      assertThat(said(client, "autonomous")).contains("refused to run", "for agents");
      write("[[rules]]\nhosts = [\"*\"]\n");
      assertThat(said(client, "autonomous")).isEqualTo("ran\n");
      write("nonsense");
      assertThat(said(client, "autonomous")).contains("nothing was run", "mcp-policy.toml");
    }
  }

  @Test
  void aPolicyThatCannotBeReadIsToldAtTheStart() throws Exception {
    Ended ended = with("nonsense").run("mcp");
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).contains("mcp-policy.toml");
  }

  @Test
  void whoVerifiesRunsNothingThatIsNotSigned() throws Exception {
    try (ModelClient client =
        ModelClient.stateless(estate.program().piped().start("mcp", "--verify"))) {
      assertThat(said(client, "autonomous")).contains("refused to run", "signature");
    }
  }
}
