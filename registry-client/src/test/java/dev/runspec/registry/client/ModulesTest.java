package dev.runspec.registry.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import dev.runspec.registry.Registration;
import dev.runspec.registry.client.ScriptedRegistry.Reply;
import dev.runspec.registry.client.examples.QuickStart;
import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jars as modules, for a program that is a module itself. */
class ModulesTest {

  @TempDir private Path folder;

  @Test
  void aProgramThatNamesOnlyTheClientIsCompiledAndRunsOnJava17() throws Exception {
    Path modules = Files.createDirectory(folder.resolve("modules"));
    pack(RegistryClient.class, modules.resolve("client.jar"));
    pack(Registration.class, modules.resolve("core.jar"));
    Files.copy(home(JsonFactory.class), modules.resolve("jackson-core.jar"));
    Path program = compile(modules);

    try (ScriptedRegistry registry = ScriptedRegistry.start()) {
      registry
          .on("POST /instances", Reply.json(201, Samples.OK))
          .on("GET /tools/deploy?active=true", Reply.json(Samples.GROUP))
          .on("DELETE /instances/web-01-4711", Reply.json(Samples.OK));
      Process process =
          new ProcessBuilder(
                  Java17.executable().toString(),
                  "-p",
                  modules + File.pathSeparator + program,
                  "-m",
                  "shop/" + QuickStart.class.getName(),
                  registry.uri().toString())
              .redirectErrorStream(true)
              .start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(output).isEqualToNormalizingNewlines("deploy on web-01: /opt/deploy\n");
      assertThat(process.exitValue()).isZero();
    }
  }

  /** A module named shop, made of the quick start. */
  private Path compile(Path modules) throws Exception {
    Path declaration =
        Files.writeString(
            folder.resolve("module-info.java"),
            "module shop { requires dev.runspec.registry.client; }");
    Path source = Path.of("src/test/java", QuickStart.class.getName().replace('.', '/') + ".java");
    Path classes = Files.createDirectory(folder.resolve("shop"));
    run(
        "javac",
        "--release",
        "17",
        "-Xlint:all",
        "-Werror",
        "-p",
        modules.toString(),
        "-d",
        classes.toString(),
        declaration.toString(),
        source.toString());
    return classes;
  }

  /** The jar of this class; it is packed here when the build did not come that far. */
  private static void pack(Class<?> type, Path jar) throws Exception {
    Path home = home(type);
    if (Files.isDirectory(home)) {
      run("jar", "--create", "--file", jar.toString(), "-C", home.toString(), ".");
    } else {
      Files.copy(home, jar);
    }
  }

  private static void run(String tool, String... arguments) {
    StringWriter output = new StringWriter();
    PrintWriter writer = new PrintWriter(output);
    int exitCode = ToolProvider.findFirst(tool).orElseThrow().run(writer, writer, arguments);
    assertThat(exitCode).as(output.toString()).isZero();
  }

  private static Path home(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }
}
