package dev.runspec.registry.cli.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runspec.registry.cli.CommandFailure;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContextFileTest {

  private static final String KEY = "s3cret-of-the-test";
  private static final Context PROD =
      new Context(
          new ContextName("prod"), URI.create("https://prod:1"), KEY, Path.of("/etc/ca.pem"));
  private static final Context TEST =
      new Context(new ContextName("test"), URI.create("http://test:2"), null, null);

  @TempDir private Path folder;
  private Path in;
  private Path path;
  private ContextFile file;

  @BeforeEach
  void place() {
    in = folder.resolve("config/runspec");
    path = in.resolve("contexts.json");
    file = ContextFile.of(Map.of("XDG_CONFIG_HOME", folder.resolve("config").toString()));
  }

  @Test
  void whatIsWrittenIsRead() {
    Contexts contexts = Contexts.NONE.with(PROD).with(TEST).using(PROD.name());

    file.write(contexts);

    assertThat(file.read()).isEqualTo(contexts);
  }

  @Test
  void whereThereIsNoFileThereAreNone() {
    assertThat(file.read()).isEqualTo(Contexts.NONE);
    assertThat(ContextFile.of(Map.of()).read()).isEqualTo(Contexts.NONE);
  }

  @Test
  void itIsInTheHomeUnlessThereIsAFolderForConfigurations() {
    assertThat(ContextFile.of(Map.of("HOME", "/home/me")))
        .hasToString("/home/me/.config/runspec/contexts.json");
    assertThat(ContextFile.of(Map.of("HOME", "/home/me", "XDG_CONFIG_HOME", "relative")))
        .hasToString("/home/me/.config/runspec/contexts.json");
    assertThat(ContextFile.of(Map.of("HOME", "/home/me", "XDG_CONFIG_HOME", "/c")))
        .hasToString("/c/runspec/contexts.json");
  }

  @Test
  void withoutAnyHomeNothingIsWritten() {
    assertThatThrownBy(() -> ContextFile.of(Map.of()).write(Contexts.NONE))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("neither XDG_CONFIG_HOME nor HOME is set");
  }

  @Test
  void onlyItsOwnerSeesItAndItsFolder() throws IOException {
    file.write(Contexts.NONE.with(PROD));

    assertThat(permissions(path)).isEqualTo("rw-------");
    assertThat(permissions(in)).isEqualTo("rwx------");
    assertThat(in).isDirectoryContaining(path::equals);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-----w-"})
  void aFileThatOthersCanOpenIsNotBelieved(String letters) throws IOException {
    file.write(Contexts.NONE.with(PROD));
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(letters));

    assertThatThrownBy(file::read)
        .isInstanceOf(CommandFailure.class)
        .hasMessage(path + " is open to others, and holds keys: chmod 600 " + path + " closes it");
  }

  @Test
  void aLinkStaysALink() throws IOException {
    Path elsewhere = folder.resolve("dotfiles.json");
    file.write(Contexts.NONE.with(PROD));
    Files.move(path, elsewhere);
    Files.createSymbolicLink(path, elsewhere);

    file.write(Contexts.NONE.with(TEST));

    assertThat(path).isSymbolicLink();
    assertThat(permissions(elsewhere)).isEqualTo("rw-------");
    assertThat(file.read().names()).containsExactly("test");
  }

  @Test
  void whatCannotBeWrittenLeavesWhatWasThere() throws IOException {
    file.write(Contexts.NONE.with(PROD));
    Files.delete(path);
    Files.createDirectory(path);
    Files.createFile(path.resolve("something"));

    assertThatThrownBy(() -> file.write(Contexts.NONE))
        .isInstanceOf(CommandFailure.class)
        .hasMessageStartingWith(path + " cannot be written: ");
    try (var left = Files.list(in)) {
      assertThat(left).containsExactly(path);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[] | expected an object at line 1, column 1",
        "{\"contexts\":{ | it is not valid JSON at line 1, column 14",
        "{\"contexts\":{}} x | it is not valid JSON at line 1, column 17",
        "{\"contexts\":{}} {} | expected nothing more at line 1, column 17",
        "{\"context\":{}} | unknown member 'context' at line 1, column 12",
        "{\"contexts\":{\"p\":{\"regsitry\":\"\"}}} | unknown member 'regsitry' at line 1, column 30",
        "{\"contexts\":{\"p\":{\"key\":\"s3cret-of-the-test\"}}} | context p has no 'registry'",
        "{\"contexts\":{\"p\":{\"key\":s3cret-of-the-test}}} | it is not valid JSON at line 1",
        "{\"contexts\":{\"p\":{\"key\":17}}} | expected a string at line 1, column 25",
        "{\"contexts\":{\"p\":{\"registry\":\"s3cret-of-the-test \"}}} | expected a URL at line 1",
        "{\"contexts\":{\"a b\":{}}} | 'a b' is no name of a context",
        "{\"current\":\"p\",\"contexts\":{}} | current is p, which is none of them",
      })
  void aBrokenFileIsNamedWithThePlaceAndWithoutTheKey(String text, String complaint)
      throws IOException {
    file.write(Contexts.NONE);
    Files.writeString(path, text);

    assertThatThrownBy(file::read)
        .isInstanceOf(CommandFailure.class)
        .hasMessageStartingWith(path + " is damaged: " + complaint)
        .hasMessageEndingWith("; mend or remove it")
        .message()
        .doesNotContain(KEY);
  }

  @Test
  void noContextTellsItsKey() {
    assertThat(PROD).asString().contains("prod").doesNotContain(KEY);
    assertThat(Contexts.NONE.with(PROD)).asString().doesNotContain(KEY);
  }

  private static String permissions(Path of) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(of));
  }
}
