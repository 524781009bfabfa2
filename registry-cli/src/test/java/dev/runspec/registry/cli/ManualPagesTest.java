package dev.runspec.registry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runspec.registry.cli.manual.ManualPage;
import dev.runspec.registry.cli.ssh.Shell;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Model.CommandSpec;

class ManualPagesTest {

  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    ManualPages.main(new String[] {folder.toString(), "1.2.3"});
  }

  @Test
  void thereIsOneForTheProgramAndForEveryCommand() {
    assertThat(ManualPages.all())
        .extracting(ManualPage::name)
        .contains("registry-cli", "registry-cli-tools", "registry-cli-context-use")
        .doesNotContain("registry-cli-__complete");
  }

  @Test
  void groffRendersEveryOneWithoutAWarning() {
    List<String> argv = new ArrayList<>(List.of("groff", "-ww", "-man", "-Tutf8", "-z"));
    for (ManualPage page : ManualPages.all()) {
      argv.add(folder.resolve(page.name() + ".1").toString());
    }

    assertThat(Shell.run(argv.toArray(String[]::new))).isEmpty();
  }

  @Test
  void aPageSaysWhatTheHelpSays() {
    String page = shown("registry-cli-tools");

    assertThat(page)
        .startsWith("REGISTRY-CLI-TOOLS(1)")
        .contains(
            "registry-cli-tools - Lists the tools, or the hosts that have one of them\n",
            "-o FORMAT, --output=FORMAT\n",
            "--registry-key-file=FILE\n",
            "2      the command line is wrong\n",
            "registry-cli 1.2.3");
    assertThat(shown("registry-cli")).contains("REGISTRY_API_KEY\n", "contexts.json", "context\n");
  }

  @Test
  void everyCommandAndArgumentIsDescribed() {
    for (ManualPage page : ManualPages.all()) {
      CommandSpec command = page.command();
      assertThat(command.usageMessage().description()).as(page.name()).isNotEmpty();
      command
          .args()
          .forEach(
              argument ->
                  assertThat(argument.description())
                      .as("%s of %s", argument.paramLabel(), page.name())
                      .isNotEmpty()
                      // picocli would format it.
                      .noneMatch(line -> line.contains("%")));
    }
  }

  /** As a person sees it, without the overstrikes that make bold and italic. */
  private String shown(String page) {
    return Shell.run(
            "groff", "-man", "-Tutf8", "-P-c", "-rLL=120n", folder.resolve(page + ".1").toString())
        .replaceAll(".\b", "");
  }
}
