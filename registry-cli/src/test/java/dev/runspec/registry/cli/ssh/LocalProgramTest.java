package dev.runspec.registry.cli.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalProgramTest {

  @Test
  void isTheFirstExecutableFileOnThePath(@TempDir Path folder) throws IOException {
    Files.createDirectories(folder.resolve("a/tool"));
    Path notExecutable = Files.createDirectories(folder.resolve("b")).resolve("tool");
    Files.createFile(notExecutable);
    Path tool = Files.createDirectories(folder.resolve("c")).resolve("tool");
    Files.createFile(tool);
    Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-xr-x"));
    Map<String, String> path =
        Map.of("PATH", ":" + folder + "/a:" + folder + "/b:" + folder + "/c");

    assertThat(LocalProgram.find("tool", path)).contains(tool.toFile());
    assertThat(LocalProgram.find(tool.toString(), Map.of())).contains(tool.toFile());
    assertThat(LocalProgram.find("other", path)).isEmpty();
    assertThat(LocalProgram.find(notExecutable.toString(), path)).isEmpty();
    assertThat(LocalProgram.find("tool", Map.of())).isEmpty();
  }

  @Test
  void aCharsetThatLacksACharacterIsNamedBeforeItHarmsAnArgument() {
    assertThat(LocalProgram.tooNarrowFor(List.of("a", "ü"), StandardCharsets.US_ASCII))
        .contains(StandardCharsets.US_ASCII);
    assertThat(LocalProgram.tooNarrowFor(List.of("a", "文"), StandardCharsets.UTF_8)).isEmpty();
    assertThat(LocalProgram.tooNarrowFor(List.of("a"), StandardCharsets.US_ASCII)).isEmpty();
  }
}
