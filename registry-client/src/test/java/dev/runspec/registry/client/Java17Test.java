package dev.runspec.registry.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import dev.runspec.registry.Registration;
import dev.runspec.registry.client.ScriptedRegistry.Reply;
import dev.runspec.registry.client.examples.QuickStart;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class Java17Test {

  @Test
  void theQuickStartRunsOnARealJava17() throws Exception {
    try (ScriptedRegistry registry = ScriptedRegistry.start()) {
      registry
          .on("POST /instances", Reply.json(201, Samples.OK))
          .on("GET /tools/deploy?active=true", Reply.json(Samples.GROUP))
          .on("DELETE /instances/web-01-4711", Reply.json(Samples.OK));

      Process process =
          new ProcessBuilder(
                  Java17.executable().toString(),
                  "-cp",
                  classPath(),
                  QuickStart.class.getName(),
                  registry.uri().toString())
              .redirectErrorStream(true)
              .start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(output).isEqualToNormalizingNewlines("deploy on web-01: /opt/deploy\n");
      assertThat(process.exitValue()).isZero();
      assertThat(registry.targets())
          .isEqualTo(
              List.of(
                  "POST /instances",
                  "GET /tools/deploy?active=true",
                  "DELETE /instances/web-01-4711"));
    }
  }

  /** What an embedder has: the SDK, core, and core's one dependency. */
  private static String classPath() {
    return Stream.of(QuickStart.class, RegistryClient.class, Registration.class, JsonFactory.class)
        .map(Java17Test::home)
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static Path home(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
