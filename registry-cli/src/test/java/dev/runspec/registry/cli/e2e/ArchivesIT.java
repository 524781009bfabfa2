package dev.runspec.registry.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.runspec.registry.Registration;
import dev.runspec.registry.Tool;
import dev.runspec.registry.cli.e2e.Program.Ended;
import dev.runspec.registry.cli.e2e.Program.Running;
import dev.runspec.registry.cli.ssh.Shell;
import dev.runspec.registry.client.RegistryClient;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archives that {@code bin/distribution} made, as somebody uses them who just unpacked one. */
class ArchivesIT {

  private static final Pattern ADDRESS =
      Pattern.compile("ready on (http://127\\.0\\.0\\.1:[0-9]+),");
  private static final String CLI = "dev.runspec.registry.cli.Main";
  private static final String SERVER = "dev.runspec.registry.server.ServerConfig";

  @TempDir private Path machine;

  @Test
  void theOneWithItsOwnJavaNeedsNoOtherAndStartsPrepared() throws Exception {
    Archive archive = withItsOwnJava();
    Files.delete(archive.file("bin/java-home"));

    assertServesAndLists(archive);
    assumePrepares();
    assertThat(archive.isPrepared("registry-cli", CLI)).isTrue();
    assertThat(archive.isPrepared("registry-cli", "picocli.CommandLine")).isTrue();
    assertThat(archive.isPrepared("registry-server", SERVER)).isTrue();
  }

  @Test
  void thePlainOneFindsAJavaAndCanBePrepared() throws Exception {
    Archive archive = Archive.unpacked(".tar.gz", machine);

    assertServesAndLists(archive);
    assertThat(archive.isPrepared("registry-cli", CLI)).isFalse();

    assertThat(archive.run("prepare")).isEqualTo(new Ended(0, "", ""));
    assertServesAndLists(archive);
    assumePrepares();
    assertThat(archive.isPrepared("registry-cli", CLI)).isTrue();
    assertThat(archive.isPrepared("registry-server", SERVER)).isTrue();
  }

  @Test
  void whatWasPreparedForAnotherJarIsPassedOver() throws Exception {
    Archive archive = withItsOwnJava();
    changeMain(archive.file("lib/registry-cli.jar"));

    assertThat(archive.run("registry-cli", "tools")).isEqualTo(new Ended(0, "another\n", ""));
    assertThat(archive.run("prepare", "registry-cli").code()).isNotZero();
    assertThat(archive.run("registry-cli", "tools")).isEqualTo(new Ended(0, "another\n", ""));
  }

  @Test
  void whatWasPreparedIsPassedOverWhenAnyOfItIsMissing() throws Exception {
    Archive archive = withItsOwnJava();
    assumePrepares();
    String found = Shell.run("find", archive.file("lib/start").toString(), "-name", "*.aot");
    for (String name : found.lines().toList()) {
      Files.delete(Path.of(name));
    }
    assertServesAndLists(archive);
  }

  private Archive withItsOwnJava() throws IOException {
    return Archive.unpacked("-linux-" + Archive.architecture() + ".tar.gz", machine);
  }

  /** What makes caches came with Java 25. */
  private static void assumePrepares() {
    assumeTrue(Runtime.version().feature() >= 25);
  }

  private void assertServesAndLists(Archive archive) throws Exception {
    try (Running server = archive.start("registry-server", "--host", "127.0.0.1", "--port", "0")) {
      Matcher address = ADDRESS.matcher(server.out().firstLine());
      assertThat(address.find()).isTrue();
      register(URI.create(address.group(1)));

      assertThat(archive.run("registry-cli", "tools", "--registry", address.group(1)))
          .isEqualTo(
              new Ended(0, "NAME    HOSTS   DESCRIPTION\ndeploy  web-01  Deploys the shop\n", ""));
      server.signal("TERM");
      Ended ended = server.ended();
      assertThat(ended.code()).isEqualTo(143);
      assertThat(ended.out()).hasLineCount(1);
      assertThat(ended.err()).isEmpty();
    }
    assertThat(archive.file("share/man/man1/registry-cli-tools.1")).exists();
    assertThat(archive.file("share/systemd/runspec-registry.service")).exists();
    assertThat(archive.file("LICENSE")).exists();
    String completion = archive.file("share/bash-completion/completions/registry-cli").toString();
    assertThat(Shell.run("bash", "-c", "source \"$0\" && complete -p registry-cli", completion))
        .contains("registry-cli");
    assertThat(archive.file("share/zsh/site-functions/_registry-cli"))
        .content()
        .startsWith("#compdef registry-cli");
  }

  private static void register(URI registry) {
    Tool tool =
        Tool.builder("deploy").description("Deploys the shop").command("/opt/shop/deploy").build();
    try (RegistryClient client = RegistryClient.builder(registry).build()) {
      client.register(
          Registration.builder("web-01-4711", "shop", "1.0", "web-01")
              .tools(List.of(tool))
              .build());
    }
  }

  /** Puts another main class into the jar, as a build would. */
  private void changeMain(Path jar) throws IOException {
    Path folder = Files.createDirectories(machine.resolve("another"));
    Path source = folder.resolve("Main.java");
    try (Writer text = Files.newBufferedWriter(source)) {
      text.write(
          "package dev.runspec.registry.cli; public final class Main {"
              + " public static void main(String[] words) { System.out.println(\"another\"); } }");
    }
    String java = Path.of(System.getProperty("java.home"), "bin").toString();
    Shell.run(java + "/javac", "--release", "21", "-d", folder.toString(), source.toString());
    Shell.run(java + "/jar", "-u", "-f", jar.toString(), "-C", folder.toString(), "dev");
  }
}
