package dev.runspec.registry.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.cli.Main;
import dev.runspec.registry.cli.e2e.Program.Ended;
import dev.runspec.registry.cli.e2e.Program.Running;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/registry-cli} itself, in a copy of the checkout whose jar is this build's classes. */
class LauncherTest {

  private static final String WORDS = "ü文🙂";

  @TempDir private Path checkout;

  @BeforeEach
  void copy() throws IOException {
    Path bin = Files.createDirectory(checkout.resolve("bin"));
    for (String file : List.of("registry-cli", "launch", "layout", "java-home")) {
      Files.copy(Path.of("..", "bin", file), bin.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
    }
    Path target = Files.createDirectories(checkout.resolve("registry-cli/target"));
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.put(Attributes.Name.MAIN_CLASS, Main.class.getName());
    main.put(
        Attributes.Name.CLASS_PATH,
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .map(entry -> Path.of(entry).toUri().toString())
            .collect(Collectors.joining(" ")));
    try (JarOutputStream jar =
        new JarOutputStream(Files.newOutputStream(target.resolve("registry-cli.jar")), manifest)) {
      jar.finish();
    }
  }

  @Test
  void argumentsAreUnharmedInALocaleThatKnowsNoneOfTheirCharacters() throws Exception {
    try (LiveRegistry registry = LiveRegistry.start()) {
      Entry.of("web-01", WORDS, "/opt/" + WORDS).registerIn(registry, WORDS);
      String url = registry.uri().toString();
      for (String locale : List.of("C", "POSIX", "C.UTF-8")) {
        Ended ended =
            launch(
                locale, "run", WORDS, "--registry", url, "--host=web-01", "--dry-run", "--", WORDS);

        assertThat(ended).isEqualTo(new Ended(0, "'/opt/ü文🙂' 'ü文🙂'\n", ""));
      }
      assertThat(launch("C", "tools", WORDS, "--registry", url).out()).contains("/opt/" + WORDS);
    }
  }

  @Test
  void itsOwnFailuresAndThoseOfTheProgramAreToldApart() throws Exception {
    assertThat(launch("C", "tols").code()).isEqualTo(2);
    assertThat(launch("C", "--version").out()).startsWith("registry-cli ");
  }

  @Test
  void itWorksThroughALinkFromElsewhere() throws Exception {
    Path link = Files.createDirectory(checkout.resolve("elsewhere")).resolve("rc");
    Files.createSymbolicLink(link, checkout.resolve("bin/registry-cli"));

    try (Running running =
        Program.in(checkout).started(List.of(link.toString(), "tools", "--help"))) {
      assertThat(running.ended().out()).startsWith("Usage: registry-cli tools");
    }
  }

  private Ended launch(String locale, String... arguments) throws Exception {
    List<String> argv = new ArrayList<>(List.of(checkout.resolve("bin/registry-cli").toString()));
    argv.addAll(Arrays.asList(arguments));
    try (Running running = Program.in(checkout).with("LC_ALL", locale).started(argv)) {
      return running.ended();
    }
  }
}
