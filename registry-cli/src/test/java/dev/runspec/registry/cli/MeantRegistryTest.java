package dev.runspec.registry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.cli.Terminal.Outcome;
import dev.runspec.registry.client.ScriptedRegistry;
import dev.runspec.registry.client.ScriptedRegistry.Reply;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which registry is asked, and which of two keys it gets to see: its own, the environment's. */
class MeantRegistryTest {

  private static final String CONTEXT_KEY = "key-of-the-context";
  private static final String ENVIRONMENT_KEY = "key-of-the-environment";

  @TempDir private Path home;
  private final ScriptedRegistry own = answering();
  private final ScriptedRegistry other = answering();
  private final Terminal terminal = new Terminal();

  private static ScriptedRegistry answering() {
    return ScriptedRegistry.start().on("GET /health", Reply.json("{\"status\":\"ok\"}"));
  }

  @BeforeEach
  void makeContexts() {
    terminal.with("HOME", home.toString()).typing(CONTEXT_KEY);
    terminal.run("context", "set", "own", "--registry", "" + own.uri(), "--registry-key-file", "-");
    terminal.run("context", "set", "keyless", "--registry", "" + own.uri());
  }

  @AfterEach
  void stop() {
    own.close();
    other.close();
  }

  @Test
  void aContextInUseGoesBeforeWhatIsNearby() {
    terminal.near(other.uri()).run("context", "use", "own");

    assertAsked(own, CONTEXT_KEY);
  }

  @Test
  void withoutAContextInUseThereIsWhatIsNearbyAndItGetsNoKey() {
    terminal.near(other.uri()).with("REGISTRY_API_KEY", ENVIRONMENT_KEY);

    assertAsked(other, null);
  }

  @Test
  void aContextCanBeNamedByTheEnvironmentOrByOption() {
    terminal.with("REGISTRY_CONTEXT", "keyless");

    assertAsked(own, null);
    assertAsked(own, CONTEXT_KEY, "--context", "own");
  }

  @Test
  void anotherRegistryNeverGetsTheKeyOfAContext() {
    terminal.run("context", "use", "own");

    assertAsked(other, null, "--registry", "" + other.uri());
    terminal.with("REGISTRY_CONTEXT", "own");
    assertAsked(other, null, "--registry", "" + other.uri());
    terminal.with("REGISTRY_URL", other.uri().toString());
    assertAsked(other, null);
    terminal.near(other.uri());
    assertAsked(other, null);
  }

  @Test
  void theEnvironmentsKeyGoesBeforeThatOfTheContextInUse() {
    terminal.run("context", "use", "own");
    terminal.with("REGISTRY_API_KEY", ENVIRONMENT_KEY);

    assertAsked(own, ENVIRONMENT_KEY);
  }

  @Test
  void aContextOnTheCommandLineGoesBeforeTheEnvironment() {
    terminal.with("REGISTRY_URL", other.uri().toString()).with("REGISTRY_API_KEY", ENVIRONMENT_KEY);

    assertAsked(own, CONTEXT_KEY, "--context", "own");
    assertAsked(own, ENVIRONMENT_KEY, "--context", "keyless");
  }

  @Test
  void aKeyOnTheCommandLineGoesBeforeAll() {
    terminal.with("REGISTRY_API_KEY", ENVIRONMENT_KEY);

    assertAsked(own, "given", "--context", "own", "--registry-key", "given");
  }

  @Test
  void theCertificatesOfAContextAreUsed() throws IOException {
    Path certificates = Files.createFile(home.resolve("ca.pem"));
    terminal.run("context", "set", "own", "--registry-cert", certificates.toString());
    Files.delete(certificates);

    assertThat(health("--context", "own").err()).contains(certificates + " does not exist");
  }

  @Test
  void aRegistryAndAContextAreOneTooMany() {
    Outcome outcome = health("--registry", "" + other.uri(), "--context", "own");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("give --registry or --context, not both");
  }

  @Test
  void aContextThatThereIsNotIsNamed() {
    assertThat(health("--context", "onw").err())
        .isEqualTo(
            "registry-cli: there is no context onw; did you mean own?; registry-cli context list"
                + " shows those that there are\n");
    terminal.with("REGISTRY_CONTEXT", "nope");
    assertThat(health().err()).startsWith("registry-cli: there is no context nope; ");
    terminal.with("REGISTRY_CONTEXT", "a b");
    assertThat(health().err()).startsWith("registry-cli: 'a b' is no name of a context");
  }

  @Test
  void aFileThatOthersCanReadStopsOnlyWhoNeedsIt() throws IOException {
    Files.setPosixFilePermissions(
        home.resolve(".config/runspec/contexts.json"),
        PosixFilePermissions.fromString("rw-r--r--"));

    assertThat(health().err()).contains("is open to others, and holds keys: chmod 600 ");
    assertAsked(other, null, "--registry", "" + other.uri());
  }

  @Test
  void withoutAnyOfThemItIsThisMachine() {
    assertThat(new ConnectionOptions(terminal.surroundings()).address())
        .isEqualTo(URI.create("http://127.0.0.1:8765"));
  }

  private void assertAsked(ScriptedRegistry expected, @Nullable String key, String... options) {
    int before = expected.requests().size();
    Outcome outcome = health(options);
    assertThat(outcome.err()).isEmpty();
    assertThat(expected.requests()).hasSize(before + 1);
    assertThat(expected.requests().get(before).header("X-API-Key")).isEqualTo(key);
  }

  private Outcome health(String... options) {
    String[] arguments = new String[options.length + 1];
    arguments[0] = "health";
    System.arraycopy(options, 0, arguments, 1, options.length);
    return terminal.run(arguments);
  }
}
