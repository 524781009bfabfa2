package dev.runspec.registry.cli.agent;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * The file that says what a folder's tools are: {@code pyproject.toml} with {@code [tool.runspec]},
 * else {@code runspec.toml}, in the folder itself or the nearest one above it that has one.
 *
 * @param path the file, with symbolic links resolved
 * @param root the table that holds {@code config} and the runnables
 */
record RunspecFile(Path path, Section root) {

  private static final Comparator<TomlParseError> BY_POSITION =
      Comparator.comparing(
          TomlParseError::position,
          Comparator.comparingInt(TomlPosition::line).thenComparingInt(TomlPosition::column));

  /** The file for {@code folder}. */
  static RunspecFile nearest(Path folder) {
    Path start = real(folder);
    for (Path at = start; at != null; at = at.getParent()) {
      Optional<RunspecFile> found = inProject(at.resolve("pyproject.toml"));
      if (found.isPresent()) {
        return found.get();
      }
      Path own = at.resolve("runspec.toml");
      if (Files.exists(own)) {
        return own(own);
      }
    }
    throw new InvalidRunspec(
        "no runspec.toml, and no pyproject.toml with [tool.runspec], in "
            + start
            + " or a folder above it; expected one: start in its folder, or write one");
  }

  /** The folder that the file stands in. */
  Path folder() {
    Path parent = path.getParent();
    return parent == null ? path : parent;
  }

  private static Optional<RunspecFile> inProject(Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      // Somebody else's file, as far as anyone can tell.
      return Optional.empty();
    }
    TomlParseResult whole = Toml.parse(text);
    if (whole.hasErrors() && !text.contains("tool.runspec")) {
      return Optional.empty();
    }
    if (!(refusingErrors(file, whole).get(List.of("tool")) instanceof TomlTable tool)) {
      return Optional.empty();
    }
    return new Section(file, List.of("tool"), tool)
        .section("runspec")
        .map(root -> new RunspecFile(file, root));
  }

  private static RunspecFile own(Path file) {
    try {
      TomlTable whole = refusingErrors(file, Toml.parse(Files.readString(file)));
      return new RunspecFile(file, new Section(file, List.of(), whole));
    } catch (CharacterCodingException e) {
      throw new InvalidRunspec(file + ": is not UTF-8; expected TOML, which is UTF-8");
    } catch (IOException e) {
      throw new InvalidRunspec(file + ": cannot be read; expected a file that you may read");
    }
  }

  private static TomlTable refusingErrors(Path file, TomlParseResult result) {
    Optional<TomlParseError> first = result.errors().stream().min(BY_POSITION);
    if (first.isEmpty()) {
      return result;
    }
    TomlPosition at = first.get().position();
    throw new InvalidRunspec(
        file
            + (":" + at.line() + ": is not TOML at column " + at.column())
            + (": " + first.get().getMessage() + "; expected a file as toml.io describes it"));
  }

  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      return folder.toAbsolutePath().normalize();
    }
  }
}
