package dev.runspec.registry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.cli.Terminal.Outcome;
import dev.runspec.registry.client.ScriptedRegistry;
import dev.runspec.registry.client.ScriptedRegistry.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ConnectionOptionsTest {

  private static final String KEY = "s3cret-of-the-test";

  @TempDir private Path folder;
  private final ScriptedRegistry registry = ScriptedRegistry.start();
  private final Terminal terminal = new Terminal();

  @BeforeEach
  void writeScript() {
    registry.on("GET /health", Reply.json("{\"status\":\"ok\"}"));
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void theFlagGoesBeforeTheEnvironmentAndThatBeforeWhatIsNearby() {
    URI nobody = URI.create("http://127.0.0.1:1");
    String here = registry.uri().toString();

    assertThat(terminal.near(registry.uri()).run("health").code()).isZero();
    assertThat(terminal.near(nobody).with("REGISTRY_URL", here).run("health").code()).isZero();
    assertThat(
            terminal
                .with("REGISTRY_URL", nobody.toString())
                .run("health", "--registry", here)
                .code())
        .isZero();
  }

  @Test
  void withoutAnyOfThemItIsThisMachine() {
    ConnectionOptions options = new ConnectionOptions(terminal.surroundings());

    assertThat(options.address()).isEqualTo(URI.create("http://127.0.0.1:8765"));
    assertThat(new ConnectionOptions(terminal.with("REGISTRY_URL", "").surroundings()).address())
        .isEqualTo(ConnectionOptions.DEFAULT_REGISTRY);
  }

  @Test
  void theKeyComesFromAFlagAFileStandardInputOrTheEnvironment() throws IOException {
    Path file = Files.writeString(folder.resolve("key"), KEY + "\r\nsecond line\n");

    health("--registry-key", KEY);
    health("--registry-key-file", file.toString());
    terminal.typing(KEY + "\nsecond line\n");
    health("--registry-key-file", "-");
    terminal.with("REGISTRY_API_KEY", KEY);
    health();
    health("--registry-key", "another");

    assertThat(registry.requests())
        .extracting(request -> request.header("X-API-Key"))
        .containsExactly(KEY, KEY, KEY, KEY, "another");
  }

  @Test
  void withoutAKeyNoneIsSent() {
    health();

    assertThat(registry.requests().get(0).header("X-API-Key")).isNull();
  }

  @Test
  void twoKeysAreOneTooMany() {
    assertRefused(2, "not both", "--registry-key", KEY, "--registry-key-file", "-");
  }

  @Test
  void aKeyFileThatHoldsNoneIsNamed() throws IOException {
    Path missing = folder.resolve("missing");
    Path empty = Files.writeString(folder.resolve("empty"), "\n" + KEY);

    assertRefused(
        1, "key file " + missing + " does not exist", "--registry-key-file", "" + missing);
    assertRefused(1, "key file " + empty + " holds no API key", "--registry-key-file", "" + empty);
    assertRefused(1, "key file " + folder + " cannot be read", "--registry-key-file", "" + folder);
    assertRefused(1, "standard input holds no API key", "--registry-key-file", "-");
  }

  @Test
  void aKeyThatNoHeaderCanCarryIsNotShown() {
    assertRefused(2, "API key holds a space", "--registry-key", KEY + " \u001b");
  }

  @Test
  void aWrongKeyIsAnsweredWithWhereToGiveARightOne() {
    registry.on("GET /health", Reply.json(403, "{\"detail\":\"Invalid or missing API key\"}"));

    assertRefused(1, "--registry-key-file or REGISTRY_API_KEY", "--registry-key", KEY);
  }

  @Test
  void addressesThatAreNoneAreNamed() {
    assertRefused(2, "not http:// or https://", "--registry", "web-01:8765");
    assertRefused(2, "not a URL such as http://127.0.0.1:8765", "--registry", "http://a b");
  }

  @Test
  void anUnreachableRegistryIsNamedWithWhatToDo() throws IOException {
    String nobody;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = "http://127.0.0.1:" + socket.getLocalPort();
    }

    Outcome outcome = terminal.run("tools", "--registry", nobody);

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err())
        .startsWith("registry-cli: tried to list tools, but " + nobody + " takes no connection")
        .endsWith("is the registry running there? (--registry or REGISTRY_URL names another)\n")
        .hasLineCount(1);
  }

  @Test
  void theCertificateFileOfFlagAndEnvironmentIsUsed() {
    String missing = folder.resolve("ca.pem").toString();

    assertRefused(1, "CA file " + missing + " does not exist", "--registry-cert", missing);
    terminal.with("REGISTRY_CERT", missing);
    assertRefused(1, "CA file " + missing + " does not exist");
  }

  @Test
  void theKeyStandsInNoHelpText() {
    terminal.with("REGISTRY_API_KEY", KEY);
    CommandLine line = Main.commandLine(terminal.surroundings());

    line.getSubcommands()
        .values()
        .forEach(command -> assertThat(command.getUsageMessage()).doesNotContain(KEY));
  }

  private void health(String... options) {
    assertThat(run(registry.uri(), options).code()).isZero();
  }

  private void assertRefused(int code, String reason, String... options) {
    boolean isAddressed = options.length > 0 && options[0].equals("--registry");
    Outcome outcome = run(isAddressed ? null : registry.uri(), options);
    assertThat(outcome.code()).isEqualTo(code);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .startsWith("registry-cli: ")
        .contains(reason)
        .doesNotContain(KEY)
        .hasLineCount(1);
  }

  private Outcome run(@Nullable URI address, String... options) {
    String[] arguments = new String[options.length + 1];
    arguments[0] = "health";
    System.arraycopy(options, 0, arguments, 1, options.length);
    if (address != null) {
      terminal.with("REGISTRY_URL", address.toString());
    }
    return terminal.run(arguments);
  }
}
